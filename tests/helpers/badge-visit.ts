import { openSiteWorld } from './site-world.ts';
import type { SiteWorld } from './site-world.ts';
import type { Page, Visitor } from './site-visitor.ts';
import { newVisitor, signIn } from './site-visitor.ts';
import { DEMO_ETABLI } from './demo-coworking.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Instant } from '../../src/shared/time.ts';

/** The demo's coworking place on the site, by a clock that the test sets. */
export type BadgeWorld = SiteWorld & {
  /** By the clock of Paris in winter: `2026-11-23 09:05`, with seconds when given. */
  readonly setTime: (local: string) => void;
  readonly door: string;
};

export async function openBadgeWorld(start: string): Promise<BadgeWorld> {
  let now = inParis(start);
  const world = await openSiteWorld({ clock: () => now });
  const { door_secret: secret } = await world.db.query
    .selectFrom('badge_settings')
    .select('door_secret')
    .where('collective_id', '=', DEMO_ETABLI.id)
    .executeTakeFirstOrThrow();
  return {
    ...world,
    setTime: (local) => {
      now = inParis(local);
    },
    door: `/badge/${secret}`,
  };
}

function inParis(local: string): Instant {
  const [day = '', hour = ''] = local.split(' ');
  const text = hour.length === 5 ? `${hour}:00` : hour;
  return toInstant(new Date(`${day}T${text}+01:00`).toISOString());
}

/** Somebody of the demo, signed in, reading French. */
export async function enter(world: SiteWorld, name: string): Promise<Visitor> {
  const visitor = newVisitor(world);
  await signIn(world, visitor, `${name}@example.org`);
  return visitor;
}

/** Presses the button with these words: sends its form with what is in it, or other answers. */
export async function press(
  visitor: Visitor,
  page: Page,
  words: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const form = formWith(page, words);
  return visitor.post(form.action, { ...form.fields, ...answers });
}

export type PageForm = {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** The first form whose button says this, aloud or on the screen. */
export function formWith(page: Page, words: string): PageForm {
  const forms = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
  const found = forms.find(([, , inside]) => readable(inside ?? '').includes(words));
  if (found === undefined) throw new Error(`no form says "${words}" on ${page.path}: ${page.text}`);
  const inputs = [...(found[2] ?? '').matchAll(/<input [^>]*>/g)].map(([tag]) => tag);
  return {
    action: readable(found[1] ?? ''),
    fields: Object.fromEntries(
      inputs.map((tag) => [attribute(tag, 'name'), readable(attribute(tag, 'value'))]),
    ),
  };
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** Without entities, narrow spaces and no-break spaces. */
export const readable = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[\u202f\u00a0]/g, ' ');

/** What a page says, with plain spaces. */
export const says = (page: Page): string => readable(page.text);
