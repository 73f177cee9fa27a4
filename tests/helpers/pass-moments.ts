import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { askForCard } from '../../src/cloud/cards/card-requests.ts';
import { sayWhoCame } from '../../src/cloud/volunteers/say-done.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import type { SiteWorld } from './site-world.ts';

/** What brings Passes and shifts to a state that their pages show. Each may run again. */

const GRANDE_OREILLE = '019b76da-a802-7000-8000-000000000001';
const FATOU = '019b76da-a809-7000-8000-000000000008';
const HENRI = '019b76da-a809-7000-8000-000000000004';
const REQUESTS = {
  first: '019b76da-a8f1-7000-8000-000000000001',
  lost: '019b76da-a8f1-7000-8000-000000000002',
} as const;
const PAST_SHIFT = '019b76da-a81a-7000-8000-000000000001';

/** Fatou, who has no Pass, waits for one at La Grande Oreille. */
const askForFirstPass = (world: SiteWorld): Promise<void> =>
  ask(world, REQUESTS.first, FATOU, null);

/** Henri waits for one in the place of the one he lost. */
async function askForLostPass(world: SiteWorld): Promise<void> {
  const card = await world.db.query
    .selectFrom('card')
    .select('id')
    .where('person_id', '=', HENRI)
    .where('state', '=', 'lost')
    .executeTakeFirstOrThrow();
  await ask(world, REQUESTS.lost, HENRI, card.id);
}

async function ask(
  world: SiteWorld,
  id: string,
  personId: string,
  lostCardId: string | null,
): Promise<void> {
  const now = world.deps.clock();
  const collectiveId = GRANDE_OREILLE;
  unwrap(
    await writeTransaction(world.db, (tx) =>
      askForCard(tx, { id, personId: toId(personId), collectiveId, lostCardId, now }),
    ),
  );
}

/** L'Établi says who came to its last shift: one did, the other is still to be said. */
async function sayOneCame(world: SiteWorld): Promise<void> {
  const signUp = await world.db.query
    .selectFrom('shift_sign_up')
    .innerJoin('shift', 'shift.id', 'shift_sign_up.shift_id')
    .select(['shift_sign_up.id', 'collective_id'])
    .where('shift_id', '=', PAST_SHIFT)
    .orderBy('shift_sign_up.id')
    .executeTakeFirstOrThrow();
  unwrap(
    await writeTransaction(world.db, (tx) =>
      sayWhoCame(
        tx,
        {
          ...{ collectiveId: toId(signUp.collective_id), shiftId: toId(PAST_SHIFT) },
          ...{ signUpId: signUp.id, did: true },
        },
        { makeId: makeUuid, now: world.deps.clock() },
      ),
    ),
  );
}

/** By the names under which pages in Chromium ask for them (site-scenes.ts). */
export const PASS_SCENES = {
  'first-pass-asked': askForFirstPass,
  'lost-pass-asked': askForLostPass,
  'one-came': sayOneCame,
} as const satisfies Readonly<Record<string, (world: SiteWorld) => Promise<unknown>>>;
