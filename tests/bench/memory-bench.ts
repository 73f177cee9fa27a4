import { setTimeout as wait } from 'node:timers/promises';
import { cents } from '../../src/shared/money.ts';
import { PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import type { BenchRow } from './bench-row.ts';
import { openScreen } from './bench-screen.ts';
import type { BenchScreen } from './bench-screen.ts';
import { prepareStation } from './bench-station.ts';
import { withFolder } from './places.ts';
import { childrenOf, residentMb, startStation } from './processes.ts';
import { startPcscd } from '../helpers/pcscd.ts';

const NO_CLOUD = 'http://127.0.0.1:9';
/** After this the start is over and memory has settled. */
const SETTLE_MS = 3_000;
/** A busy day, in less than a minute: memory has less time to be given back than on that day. */
const SALES = 2_000;
const GIVEN_CENTS = 500;
const STATION_MB_MAX = 150;

/** What the processes of a kiosk hold in memory, at the start and after a day of sales. */
export const benchMemory = (): Promise<readonly BenchRow[]> =>
  withFolder('memory', async (dataDir) => {
    await prepareStation(dataDir);
    const pcscd = await startPcscd();
    const station = await startStation({ dataDir, cloudUrl: NO_CLOUD, pcsc: pcscd !== null });
    try {
      await wait(SETTLE_MS);
      const atStartMb = residentMb(station.pid);
      const readerMb = childrenOf(station.pid).map(residentMb);
      const screen = await openScreen(station.kioskUrl);
      await sellAll(screen);
      const afterSalesMb = residentMb(station.pid);
      screen.close();
      return [
        memoryRow('memory of the station, signed out', atStartMb, STATION_MB_MAX),
        memoryRow(`memory of the station after ${SALES} sales`, afterSalesMb, STATION_MB_MAX),
        readerMb.length === 0
          ? { what: 'memory of its reader process', value: null, unit: 'MB', note: 'no pcscd' }
          : memoryRow('memory of its reader process', Math.max(...readerMb)),
      ];
    } finally {
      await station.stop();
      await pcscd?.stop();
    }
  });

const memoryRow = (what: string, value: number, atMost?: number): BenchRow => ({
  what,
  value,
  unit: 'MB',
  ...(atMost === undefined ? {} : { target: { of: 'value', atMost } }),
  note: 'resident',
});

async function sellAll(screen: BenchScreen): Promise<void> {
  screen.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin });
  await screen.until('signed in', ({ session }) => session.kind === 'signed-in');
  for (let sale = 0; sale < SALES; sale += 1) {
    screen.wish({
      kind: 'add-product',
      productId: PRODUCTS.tea.id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    const { basket } = await screen.until('an article', (state) => state.basket.lines.length === 1);
    screen.wish({
      kind: 'pay-cash',
      partCents: null,
      basketRevision: basket.revision,
      givenCents: cents(GIVEN_CENTS),
    });
    await screen.until('paid', (state) => state.basket.lines.length === 0);
  }
}
