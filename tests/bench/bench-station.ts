import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPairedRig } from '../helpers/station-rig.ts';
import { KNOWLEDGE } from '../helpers/station-knowledge.ts';

const KIOSK_KEY = '0'.repeat(32);

/** Files of a station that was paired and got its feed once: enough to start and sell without network. */
export async function prepareStation(dataDir: string): Promise<void> {
  const rig = await openPairedRig({ dataDir });
  rig.know(KNOWLEDGE);
  await rig.close();
  const identity = { stationId: rig.stationId, kioskKey: KIOSK_KEY };
  writeFileSync(join(dataDir, 'identity.json'), JSON.stringify(identity), { mode: 0o600 });
}
