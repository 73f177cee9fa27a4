import { partsOfPerson } from '../../account/export-person.ts';
import { dayOf } from '../../../shared/format.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { ownStays } from '../badge/export-stays.ts';
import { PATHS_OF_SITE, receiptPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';

/** All that is kept of a person, as one file to download (RULES P3). */
export const downloadOwnDataRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.ownData,
  who: 'person',
  handle: (call) => {
    const visit = openVisit(call, call.person);
    const name = `${visit.t('ownData.file')}-${dayOf(visit.now, 'Europe/Paris')}.json`;
    call.c.header('Content-Type', 'application/json; charset=utf-8');
    call.c.header('Content-Disposition', `attachment; filename="${name}"`);
    call.c.header('Cache-Control', 'no-store');
    const parts = writeParts(call, visit);
    const file = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await parts.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
    });
    return call.c.body(file);
  },
} satisfies Route;

/** One part of the file after the other, each read when the one before has left. */
async function* writeParts(call: PersonCall, visit: Visit): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const { deps, person } = call;
  const receiptUrl = (saleId: string): string =>
    new URL(receiptPath(saleId), deps.config.publicUrl).href;
  const parts = [
    { name: 'readMe', read: async () => visit.t('ownData.readMe') },
    { name: 'madeAt', read: async () => visit.now },
    ...partsOfPerson(deps.db, person.personId, receiptUrl),
    { name: 'stays', read: () => ownStays(call, visit) },
  ];
  for (const [index, { name, read }] of parts.entries()) {
    const start = index === 0 ? '{\n' : ',\n';
    const value = JSON.stringify((await read()) ?? null, null, 2);
    yield encoder.encode(`${start}${JSON.stringify(name)}: ${value}`);
  }
  yield encoder.encode('\n}\n');
}
