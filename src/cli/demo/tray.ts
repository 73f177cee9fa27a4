import { writeFileSync } from 'node:fs';
import { demoTray, loadDemoData } from '../../cloud/demo/demo-data.ts';
import { assert } from '../../shared/assert.ts';

/** The collective whose till the demo shows. */
export const DEMO_COLLECTIVE = 'la-grande-oreille';
export const DEMO_STATION_NAME = 'Caisse du comptoir';

/** Writes the virtual Passes of the demo's tray for the station; returns the file. */
export function writeTray(path: string): string {
  const demo = loadDemoData();
  const collective = demo.collectives.find(({ slug }) => slug === DEMO_COLLECTIVE);
  assert(collective !== undefined, `the demo data has no collective ${DEMO_COLLECTIVE}`);
  writeFileSync(path, JSON.stringify(demoTray(demo, collective.id)), { mode: 0o600 });
  return path;
}
