import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';

/** The screen at a door: who is in, and what came of a tap. Nobody is signed in. */
export function BadgeScreen({ screen }: { readonly screen: ScreenState }) {
  return <main className="badge-screen">{screen.badge?.insideCount ?? 0}</main>;
}
