import { expect, it } from 'vitest';
import { openPairedRig } from '../helpers/station-rig.ts';

it('a station is at its first start what its settings say, and afterwards what a manager made of it', async () => {
  const rig = await openPairedRig({ mode: 'badge' });
  expect(rig.state().mode).toBe('badge');
  await rig.restart();
  expect(rig.state().mode).toBe('badge');
  rig.station().station.context.settings.set('mode', 'till');
  await rig.restart();
  expect(rig.state().mode).toBe('till');
  await rig.close();
});
