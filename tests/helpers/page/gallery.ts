import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Question, Reply } from '../../../src/contract/kiosk/questions.ts';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { CATALOGUE } from './catalogues.ts';
import { measureKiosk } from './measures.ts';
import { keepPicture } from './screens.ts';
import { startScriptedStation } from './scripted-station.ts';
import type { ScriptedStation } from './scripted-station.ts';
import { NOW, QUIET } from './states.ts';

/** Draws states of the kiosk, measures them and keeps their pictures (STYLE, "What people touch and see"). */

/** One thing done on the page: a selector to click, or `[selector, text]` to click the one with that text. */
export type Touch = string | readonly [selector: string, text: string | RegExp];

export type Gallery = {
  /** In the names of the tests. */
  readonly name: string;
  /** States that the station alone decides; the name is the name of the picture. */
  readonly states: Readonly<Record<string, ScreenState>>;
  /** States that touches open, from a state of `states`, or `QUIET` under the name `quiet`. */
  readonly opened?: Readonly<Record<string, readonly [state: string, ...touches: Touch[]]>>;
  /** The ones kept in docs/screens, as `kiosk-<name>-<theme>`. */
  readonly kept: ReadonlySet<string>;
  readonly catalogueOf?: (name: string) => CatalogueShown;
  /** How questions are answered. */
  readonly reply?: (question: Question) => Reply;
  /** Another page than the kiosk: what follows the address, and the part that is there when it is drawn. */
  readonly page?: { readonly path: string; readonly frame: string };
};

const GALLERY_MS_MAX = 240_000;
const ARE_PICTURES_WANTED = process.env['SCREENS'] !== undefined;

/**
 * Each language on the smallest screen, where words have least room, and the largest screen once.
 * A theme changes no size: a second one is drawn only where pictures are kept.
 */
const LOOKS = [
  { width: 1024, height: 768, language: 'fr', theme: 'light' },
  { width: 1024, height: 768, language: 'en', theme: 'light' },
  { width: 1920, height: 1080, language: 'fr', theme: 'dark' },
  ...(ARE_PICTURES_WANTED
    ? [{ width: 1024, height: 768, language: 'fr', theme: 'dark' } as const]
    : []),
] as const;

/** Axe looks at each state once, at one in the light, at the next in the dark. */
const AXE_LOOKS = [LOOKS[0], LOOKS[2]] as const;

export type Look = Pick<ScreenState['preferences'], 'language' | 'theme'>;

/** Axe's own rules, and ours: STYLE asks for 7 to 1, which makes axe's 4.5 to 1 one question twice. */
const AXE_RULES = {
  rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } },
} as const;

const KIOSK = { path: '', frame: '.kiosk' } as const;

/** The pages of a gallery, one station for each test. */
export type Easel = {
  readonly station: () => ScriptedStation;
  readonly open: (page: Page) => Promise<void>;
  /** Leaves the screen as it was touched before: what lies over the products stays. */
  readonly show: (page: Page, name: string, look: Look) => Promise<void>;
};

/** Gives each test of this file a station that shows the gallery's states at a still moment. */
export function setUpEasel(gallery: Gallery): Easel {
  const place = gallery.page ?? KIOSK;
  let station: ScriptedStation;
  let revision = 1;
  const stateOf = (name: string): ScreenState => {
    const state = name === 'quiet' ? QUIET : gallery.states[name];
    if (state === undefined) throw new Error(`no state ${name}`);
    return state;
  };
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test.beforeEach(async ({ page }) => {
    station = await startScriptedStation({ state: QUIET, catalogue: CATALOGUE });
    if (gallery.reply !== undefined) station.replyWith(gallery.reply);
    await page.clock.setFixedTime(NOW);
  });
  test.afterEach(() => station.close());
  return {
    station: () => station,
    open: async (page) => {
      await page.goto(`${station.url}${place.path}`);
      await page.locator(place.frame).waitFor();
    },
    show: async (page, name, { language, theme }) => {
      revision += 1;
      const state = stateOf(name);
      station.sell(gallery.catalogueOf?.(name) ?? CATALOGUE);
      station.show({
        ...state,
        revision,
        preferences: { ...state.preferences, language, theme, sound: true },
      });
      await page.locator(`[data-revision="${revision}"]`).waitFor();
      await page.evaluate(() => document.fonts.ready);
    },
  };
}

/**
 * Each state in turn. Those that the station alone decides follow each other on one page, as in
 * an evening; those that touches open begin on a fresh one. In each state the looks change under
 * the hand: what was opened stays.
 */
async function forEachState(
  gallery: Gallery,
  easel: Easel,
  page: Page,
  see: (name: string, look: (typeof LOOKS)[number], index: number) => Promise<void>,
): Promise<void> {
  const [first, ...others] = LOOKS;
  const seeAll = async (name: string, state: string, index: number): Promise<void> => {
    await see(name, first, index);
    const buttons = await page.locator('button').count();
    for (const look of others) {
      await page.setViewportSize(look);
      await easel.show(page, state, look);
      const stay = await page.locator('button').count();
      expect(stay, `${name} stays open`).toBeGreaterThanOrEqual(buttons);
      await see(name, look, index);
    }
    await page.setViewportSize(first);
  };
  await page.setViewportSize(first);
  await easel.open(page);
  const names = Object.keys(gallery.states);
  for (const [index, name] of names.entries()) {
    await easel.show(page, name, first);
    await seeAll(name, name, index);
  }
  for (const [index, [name, opened]] of Object.entries(gallery.opened ?? {}).entries()) {
    const [state, ...touches] = opened;
    await easel.open(page);
    await easel.show(page, state, first);
    for (const touch of touches) await touchOne(page, touch);
    await seeAll(name, state, index);
  }
}

const touchOne = (page: Page, touch: Touch): Promise<void> =>
  typeof touch === 'string'
    ? page.locator(touch).first().click()
    : page.locator(touch[0]).filter({ hasText: touch[1] }).first().click();

/** Draws every state in both languages, both themes and two sizes; measures it; asks axe; contrast is 7 to 1. */
export function drawGallery(gallery: Gallery): Easel {
  const easel = setUpEasel(gallery);
  test(`${gallery.name}: every state can be read and touched, in both languages and themes, small and large`, async ({
    page,
  }) => {
    test.setTimeout(GALLERY_MS_MAX);
    const faults: string[] = [];
    await forEachState(gallery, easel, page, async (name, look, index) => {
      const { width, language, theme } = look;
      await drawingsLoaded(page);
      const found = await page.evaluate(measureKiosk);
      const isAsked = look === AXE_LOOKS[index % AXE_LOOKS.length];
      const seen = isAsked ? await axeFaults(page) : [];
      faults.push(
        ...[...found, ...seen].map((fault) => `${name} ${width} ${language} ${theme}: ${fault}`),
      );
      const isKept = language === 'fr' && width === 1024 && gallery.kept.has(name);
      if (isKept && ARE_PICTURES_WANTED) await keepPicture(page, `kiosk-${name}-${theme}`);
      else if (process.env['SCREENS'] === 'all') {
        await keepPicture(page, `all/${width}-${language}-${theme}-${name}`);
      }
    });
    expect(faults).toEqual([]);
  });
  return easel;
}

/** A drawing further down is only loaded when somebody scrolls there. */
const drawingsLoaded = (page: Page) =>
  page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.complete || image.getBoundingClientRect().top > window.innerHeight,
    ),
  );

async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ ...AXE_RULES, resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
