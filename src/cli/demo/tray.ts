import { writeFileSync } from 'node:fs';
import { demoTray, loadDemoData } from '../../cloud/demo/demo-data.ts';
import { assert } from '../../shared/assert.ts';

export type DemoStationPlace = { readonly slug: string; readonly stationName: string };

/** The collective whose till the demo shows. */
export const DEMO_TILL: DemoStationPlace = {
  slug: 'la-grande-oreille',
  stationName: 'Caisse du comptoir',
};
/** The collective whose door the demo shows. */
export const DEMO_BADGE: DemoStationPlace = {
  slug: 'l-etabli',
  stationName: 'Badgeuse de l’entrée',
};

/** Writes the virtual Passes of a demo station's tray; returns the file. */
export function writeTray(path: string, place: DemoStationPlace): string {
  const demo = loadDemoData();
  const collective = demo.collectives.find(({ slug }) => slug === place.slug);
  assert(collective !== undefined, `the demo data has no collective ${place.slug}`);
  writeFileSync(path, JSON.stringify(demoTray(demo, collective.id)), { mode: 0o600 });
  return path;
}
