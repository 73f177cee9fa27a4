import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { migrate } from '../../../src/cloud/db/migrate.ts';
import { MIGRATIONS } from '../../../src/cloud/db/migrations/list.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS, makeEmptyDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';

const AT = '2026-11-03T20:00:00.000Z';

/** What a station sold before protocol 2 must be there afterwards, and still not be changed. */
describe.each(DATABASE_KINDS)('sales of earlier versions on %s', (kind) => {
  let test: TestDatabase;
  let db: Db;
  beforeEach(async () => {
    test = await makeEmptyDatabase(kind);
    ({ db } = test);
  });
  afterEach(() => test.remove());

  const run = (text: string) => sql.raw(text).execute(db.writer);

  it('keep their rows, their links and their guards', async () => {
    const before = MIGRATIONS.filter(({ name }) => name < '004');
    expect(await migrate(db, before)).toMatchObject({ ok: true });
    const [collective, station, sale] = [makeUuid(), makeUuid(), makeUuid()];
    const hash = (digit: string) => digit.repeat(64);
    for (const text of [
      `insert into collective (id, slug, name, created_at) values ('${collective}', 'bar', 'Bar', '${AT}')`,
      `insert into station (id, collective_id, name, public_key, protocol, paired_at) values ('${station}', '${collective}', 'Bar', '${hash('a')}', 1, '${AT}')`,
      `insert into journal_entry (station_id, seq, id, kind, at, body, prev, hash, signature, received_at) values ('${station}', 1, '${makeUuid()}', 'sale.recorded@1', '${AT}', '{}', '${hash('b')}', '${hash('c')}', '${'d'.repeat(128)}', '${AT}')`,
      `insert into sale (id, station_id, seq, collective_id, number, day, at, point_of_sale_id, staff_id, staff_name, total_cents) values ('${sale}', '${station}', 1, '${collective}', 7, '2026-11-03', '${AT}', 'comptoir', 's', 'Nolwenn', 250)`,
      `insert into sale_payment (sale_id, line, means, cents, at) values ('${sale}', 0, 'cash', 250, '${AT}')`,
    ]) {
      await run(text);
    }

    expect(await migrate(db)).toMatchObject({ ok: true });
    expect(await db.query.selectFrom('sale').selectAll().execute()).toMatchObject([
      { id: sale, number: 7, staff_name: 'Nolwenn', total_cents: 250 },
    ]);
    expect(await db.query.selectFrom('sale_payment').selectAll().execute()).toMatchObject([
      { sale_id: sale, line: 0, means: 'cash', cents: 250, card_id: null, at: AT },
    ]);
    const payment = (values: string) =>
      run(`insert into sale_payment (sale_id, line, means, cents, at) values (${values}, '${AT}')`);
    await payment(`'${sale}', 1, 'offered', 100`);
    await payment(`'${sale}', 2, 'cash', -100`);
    await expect(payment(`'${sale}', 3, 'cheque', -100`)).rejects.toThrow(/check/i);
    await expect(payment(`'${makeUuid()}', 0, 'cash', 1`)).rejects.toThrow(/foreign key/i);
    for (const table of ['sale', 'sale_payment']) {
      await expect(run(`delete from ${table}`)).rejects.toThrow('append-only');
      await expect(run(`update ${table} set at = at`)).rejects.toThrow('append-only');
    }
  });
});
