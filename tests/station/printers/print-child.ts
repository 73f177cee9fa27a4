import { pino } from 'pino';
import { createPrintService } from '../../../src/station/printers/print-queue.ts';
import { createSettings, openWorkDatabase } from '../../../src/station/work/work-database.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';
import { SALE } from '../../helpers/sample-receipts.ts';

/** A station that prints two papers until it is killed: `print-child.ts <work database> <port>`. */
const [path = '', port = ''] = process.argv.slice(2);
const work = unwrap(openWorkDatabase(path));
const service = createPrintService({
  work,
  settings: createSettings(work),
  clock: systemClock,
  makeId: makeUuid,
  logger: pino({ level: 'silent' }),
  onChange: () => {},
  language: () => 'fr',
  defaults: [
    { role: 'receipt', kind: 'network', host: '127.0.0.1', port: Number(port), columns: 42 },
  ],
});
service.print('receipt', { ...SALE, number: '1' });
service.print('receipt', { ...SALE, number: '2' });
