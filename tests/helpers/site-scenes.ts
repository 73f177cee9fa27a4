import { ACCOUNT_SCENES } from './account-moments.ts';
import { AGENDA_SCENES } from './agenda-moments.ts';
import { BANK_SCENES } from './bank-moments.ts';
import { BOOKING_SCENES } from './booking-moments.ts';
import type { SiteWorld } from './site-world.ts';
import { MEMBER_SCENES } from './member-moments.ts';
import { PASS_SCENES } from './pass-moments.ts';

/**
 * What pages in Chromium are prepared with: each area of the site has its own functions in
 * `<area>-moments.ts`, named here. A page asks for one by `site.play({ kind: 'scene', name })` and
 * gets what it gives, as JSON.
 */
export const SCENES = {
  ...MEMBER_SCENES,
  ...ACCOUNT_SCENES,
  ...BOOKING_SCENES,
  ...AGENDA_SCENES,
  ...BANK_SCENES,
  ...PASS_SCENES,
} as const satisfies Readonly<Record<string, (world: SiteWorld) => Promise<unknown>>>;

export type SceneName = keyof typeof SCENES;
