import { addDemoPass, addDemoPerson } from '../../cloud/demo/add-demo-person.ts';
import { loadDemoData } from '../../cloud/demo/demo-data.ts';
import type { RunningCloud } from '../../cloud/start.ts';
import type { DemoPass } from '../../contract/config/station.ts';
import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { parseUidHex } from '../../domain/card/uid.ts';
import { assert } from '../../shared/assert.ts';
import type { CardId, CollectiveId } from '../../shared/ids.ts';
import { unwrap } from '../../shared/result.ts';
import { DAY_PEOPLE } from './coworking-day.ts';
import type { DayPerson } from './coworking-day.ts';

export type DayPass = { readonly cardId: CardId; readonly uid: string };

/** Puts the people of the day into the cloud; gives the Pass of each. */
export async function addDayPeople(
  cloud: RunningCloud,
  collectiveId: CollectiveId,
): Promise<ReadonlyMap<string, DayPass>> {
  const demo = loadDemoData();
  const passes = new Map<string, DayPass>();
  for (const [name, person] of Object.entries(DAY_PEOPLE)) {
    passes.set(name, await addOne(cloud, demo, { name, person, collectiveId }));
  }
  return passes;
}

/** The tray of the doors: everybody's Pass. */
export const dayTray = (passes: ReadonlyMap<string, DayPass>): readonly DemoPass[] =>
  [...passes].map(([name, { uid }]) => ({
    uid: unwrap(parseUidHex(uid)),
    label: { fr: name, en: name },
    hint: DAY_PEOPLE[name]?.hint ?? { fr: '', en: '' },
  }));

async function addOne(
  { deps }: RunningCloud,
  demo: DemoData,
  {
    name,
    person,
    collectiveId,
  }: { readonly name: string; readonly person: DayPerson; readonly collectiveId: CollectiveId },
): Promise<DayPass> {
  const money = moneyOf(demo, person, collectiveId);
  if (person.isOfDemo !== true) {
    const offers = demo.memberships.offers.filter(
      (offer) =>
        person.isMember === true &&
        offer.collectiveId === collectiveId &&
        demo.badge.plans.some(({ plan }) => plan.member?.offerIds.includes(offer.id) === true),
    );
    return addDemoPerson(deps.db, {
      name,
      collectiveId,
      money,
      offers: offers.map((offer) => ({ offerId: offer.id, name: offer.name })),
    });
  }
  const known = demo.people.find(({ firstName }) => firstName === name);
  assert(known !== undefined, `the demo has nobody called ${name}`);
  return addDemoPass(deps.db, { ...known, walletId: known.wallet.id, collectiveId, money });
}

function moneyOf(
  { assets }: DemoData,
  { localCents, globalCents = 0 }: DayPerson,
  collectiveId: CollectiveId,
) {
  return [
    { kind: 'local' as const, issuerId: collectiveId, cents: localCents },
    { kind: 'global' as const, issuerId: null, cents: globalCents },
  ].flatMap(({ kind, issuerId, cents }) => {
    const asset = assets.find((one) => one.kind === kind && one.issuerId === issuerId);
    return asset === undefined || cents === 0 ? [] : [{ assetId: asset.id, kind, cents }];
  });
}
