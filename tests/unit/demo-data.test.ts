import { describe, expect, test } from 'vitest';
import { badgePlanField } from '../../src/contract/sync/badge-topics.ts';
import { checkPlan } from '../../src/domain/badge/check-plan.ts';
import { demoBadgePlans } from '../../src/cloud/demo/seed-badge.ts';
import { demoInstant, demoTray, loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { firstFourBytes, parseUidHex } from '../../src/domain/card/uid.ts';
import { unwrap } from '../../src/shared/result.ts';
import { toInstant } from '../../src/shared/time.ts';

const demo = loadDemoData();
const [bar, coworking, restaurant, festival] = demo.collectives;
const inVillage = demo.village.members.map((member) => member.collectiveId);
const staffCards = demo.staff.flatMap(({ card }) => card ?? []);
const allCards = [...demo.cards, ...staffCards];

const by = <Item extends { readonly id: string }>(items: readonly Item[], id: string | null) =>
  items.find((item) => item.id === id);

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(strings)
      : [];

/** The value of every field of one name, wherever it is. */
const fieldsNamed = (value: unknown, name: string): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [
        ...(key === name ? [inner] : []),
        ...fieldsNamed(inner, name),
      ])
    : [];

describe('the demo', () => {
  test('is a village of three, and a fourth collective outside it', () => {
    expect(demo.collectives.map((collective) => collective.kind)).toEqual([
      'bar',
      'coworking',
      'restaurant',
      'festival',
    ]);
    expect(inVillage).toEqual([bar?.id, coworking?.id, restaurant?.id]);
  });

  test('has at least 40 products by the piece, 12 Passes, 10 people and 12 events', () => {
    const pieces = demo.products.filter(({ kind, active }) => kind === 'piece' && active);
    expect(pieces.length).toBeGreaterThanOrEqual(40);
    expect(demo.cards).toHaveLength(12);
    expect(demo.people).toHaveLength(10);
    expect(demo.events).toHaveLength(12);
  });

  test('gives no id twice', () => {
    const ids = fieldsNamed(demo, 'id');
    expect(ids.length).toBeGreaterThan(200);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('names nothing that is not there', () => {
    const known = new Set(fieldsNamed(demo, 'id'));
    const references = [
      'collectiveId',
      'issuerId',
      'categoryId',
      'assetId',
      'eventId',
      'eventPriceId',
      'membershipOfferId',
      'membershipPriceId',
      'personId',
      'offerId',
      'membershipId',
      'planId',
      'spaceId',
      'timeAssetId',
      'priceId',
      'productId',
      'cardId',
    ].flatMap((name) => fieldsNamed(demo, name).filter((id) => id !== null));
    const lists = [
      ...demo.pointsOfSale.flatMap((point) => point.categoryIds),
      ...demo.collectives.flatMap(({ loyalty }) =>
        loyalty?.kind === 'nth-free' ? loyalty.productIds : [],
      ),
      ...demo.badge.plans.flatMap(({ plan }) => plan.member?.offerIds ?? []),
    ];
    expect([...references, ...lists].filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('money of the demo', () => {
  test('has one global asset, and one local and one gift for each collective of the village', () => {
    const globals = demo.assets.filter((asset) => asset.kind === 'global');
    expect(globals.map((asset) => asset.issuerId)).toEqual([null]);
    for (const collectiveId of inVillage)
      for (const kind of ['local', 'gift'])
        expect(
          demo.assets.filter((asset) => asset.kind === kind && asset.issuerId === collectiveId),
        ).toHaveLength(1);
  });

  test('sums per asset to what is written here', () => {
    const wallets = [...demo.people, ...demo.cards].flatMap(({ wallet }) => wallet?.balances ?? []);
    const sums = demo.assets.map((asset) => [
      asset.name,
      wallets.reduce((sum, { assetId, amount }) => (assetId === asset.id ? sum + amount : sum), 0),
    ]);
    expect(Object.fromEntries(sums)).toEqual({
      'Monnaie globale': 22_200,
      'Le Sonnant': 5_440,
      'Le Copeau': 2_300,
      'Le Couvert': 2_400,
      'La Tournée': 800,
      'Le Coup de pouce': 400,
      'La Gourmandise': 600,
      'Les Bravos': 11,
      'Les Coups de main': 210,
      'Le Fanal': 900,
    });
  });

  test('keeps global money for people: it enters on the site only (RULES M1)', () => {
    const onCards = demo.cards.flatMap(({ wallet }) => wallet?.balances ?? []);
    const kinds = onCards.map(({ assetId }) => by(demo.assets, assetId)?.kind);
    expect(new Set(kinds)).toEqual(new Set(['gift', 'local']));
  });

  test('has the Pass of RULES 10 case 1, a short one, an empty one and one with 150.00 global', () => {
    const kindsAndAmounts = (balances: readonly { assetId: string; amount: number }[]) =>
      balances.map(({ assetId, amount }) => [by(demo.assets, assetId)?.kind, amount]);
    expect(kindsAndAmounts(demo.cards[0]?.wallet?.balances ?? [])).toEqual([
      ['gift', 500],
      ['local', 500],
    ]);
    expect(kindsAndAmounts(demo.cards[1]?.wallet?.balances ?? [])).toEqual([['local', 120]]);
    const linked = demo.cards.map((card) => by(demo.people, card.personId)?.wallet.balances);
    expect(linked).toContainEqual([]);
    expect(linked.map((balances) => kindsAndAmounts(balances ?? []))).toContainEqual([
      ['global', 15_000],
    ]);
  });

  test('has a person whose wallet holds several assets of one class, and two Passes on it', () => {
    const holder = demo.people.find(
      ({ id }) => demo.cards.filter(({ personId }) => personId === id).length === 2,
    );
    const locals = (holder?.wallet.balances ?? []).filter(
      ({ assetId }) => by(demo.assets, assetId)?.kind === 'local',
    );
    expect(locals).toHaveLength(2);
  });

  test('never issues a wallet twice, nor one asset twice in a wallet', () => {
    for (const { wallet } of [...demo.people, ...demo.cards]) {
      const ids = (wallet?.balances ?? []).map(({ assetId }) => assetId);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('Passes of the demo', () => {
  test('are in every state, each with the holder that its state asks for', () => {
    expect(new Set(demo.cards.map(({ state }) => state))).toEqual(
      new Set(['blank', 'anonymous', 'linked', 'lost', 'retired']),
    );
    const holders = {
      blank: [''],
      anonymous: ['wallet'],
      linked: ['person'],
      lost: ['person', 'wallet'],
      retired: [''],
    };
    const holderOf = ({ personId, wallet }: (typeof demo.cards)[number]) =>
      [personId === null ? '' : 'person', wallet === null ? '' : 'wallet'].join('');
    expect(demo.cards.filter((card) => !holders[card.state].includes(holderOf(card)))).toEqual([]);
  });

  test('have UIDs of 4, 7 and 10 bytes that a reader accepts', () => {
    expect(new Set(demo.cards.map(({ uid }) => uid.length / 2))).toEqual(new Set([4, 7, 10]));
    for (const { uid } of allCards) expect(parseUidHex(uid)).toEqual({ ok: true, value: uid });
  });

  test('are told apart by the first 4 bytes, by the number and by the QR', () => {
    const tags = allCards.map(({ uid }) => firstFourBytes(unwrap(parseUidHex(uid))));
    for (const values of [tags, allCards.map((c) => c.number), allCards.map((c) => c.qrUuid)])
      expect(new Set(values).size).toBe(allCards.length);
    for (const { number, qrUuid } of allCards)
      expect(qrUuid.toUpperCase().startsWith(number)).toBe(true);
  });

  test('hold one whose full UID is still to be learnt, of more than 4 bytes', () => {
    const learnt = demo.cards.filter(({ isUidKnown }) => !isUidKnown);
    expect(learnt.map(({ uid }) => uid.length)).toEqual([14]);
  });

  test('hold one from outside the village, with money that nobody there takes', () => {
    const outside = demo.cards.filter(({ collectiveId }) => !inVillage.includes(collectiveId));
    expect(outside).toHaveLength(1);
    const [balance] = outside[0]?.wallet?.balances ?? [];
    const asset = by(demo.assets, balance?.assetId ?? null);
    expect([asset?.kind, asset?.issuerId]).toEqual(['local', festival?.id]);
  });

  test('lie in the tray of a station after those of its own staff', () => {
    const tray = demoTray(demo, demo.collectives[0]?.id ?? expect.unreachable('no bar'));
    expect(tray.map(({ label }) => label.fr).slice(0, 3)).toEqual([
      'Nolwenn, équipe',
      'Karim, équipe',
      'Pass à moitié offert',
    ]);
    expect(tray).toHaveLength(14);
  });
});

describe('staff of the demo', () => {
  test('each collective of the village has a manager with a Pass, and a cashier', () => {
    for (const collectiveId of inVillage) {
      const team = demo.staff.filter((staff) => staff.collectiveId === collectiveId);
      expect(team.filter(({ right, card }) => right === 'manager' && card !== null)).toHaveLength(
        1,
      );
      expect(team.filter(({ right }) => right === 'cashier').length).toBeGreaterThanOrEqual(1);
      const pins = team.map(({ pin }) => pin);
      expect(new Set(pins).size).toBe(pins.length);
    }
  });
});

describe('what the demo sells', () => {
  type Product = (typeof demo.products)[number];
  const productsThatBreak = (isRight: (product: Product) => boolean) =>
    demo.products.filter((product) => !isRight(product)).map(({ name }) => name);

  test('each product stands in a category of its own collective, at a point of sale of it', () => {
    const sellersOf = (product: Product) => [
      by(demo.categories, product.categoryId)?.collectiveId,
      ...demo.pointsOfSale
        .filter(({ categoryIds }) => categoryIds.includes(product.categoryId))
        .map(({ collectiveId }) => collectiveId),
    ];
    const isRight = (product: Product) =>
      sellersOf(product).length > 1 &&
      sellersOf(product).every((seller) => seller === product.collectiveId);
    expect(productsThatBreak(isRight)).toEqual([]);
  });

  test('each kind carries what it needs, and nothing else', () => {
    const unitOf = (kind: string) =>
      kind === 'weight'
        ? 'kilogram'
        : kind === 'volume'
          ? 'litre'
          : kind === 'hour'
            ? 'hour'
            : 'piece';
    const assetKindOf = (kind: string) =>
      kind === 'top-up' ? 'local' : kind === 'gift' ? 'gift' : undefined;
    const isRight = (product: Product) => {
      const { kind } = product;
      const asset = by(demo.assets, product.assetId);
      return (
        product.unit === unitOf(kind) &&
        (product.priceMinCents !== null) === (kind === 'open-price') &&
        (product.eventId !== null) === (kind === 'ticket') &&
        (product.eventPriceId !== null) === (kind === 'ticket') &&
        (product.membershipOfferId !== null) === (kind === 'membership') &&
        (product.membershipPriceId !== null) === (kind === 'membership') &&
        asset?.kind === assetKindOf(kind) &&
        (asset === undefined || asset.issuerId === product.collectiveId)
      );
    };
    expect(productsThatBreak(isRight)).toEqual([]);
    expect(new Set(demo.products.map(({ kind }) => kind)).size).toBe(10);
  });

  test('a ticket and a membership cost at the till what they cost on the site', () => {
    const prices = [
      ...demo.events.flatMap((event) => event.prices),
      ...demo.memberships.offers.flatMap((offer) => offer.prices),
    ];
    const isRight = ({ eventPriceId, membershipPriceId, priceCents }: Product) => {
      const priceId = eventPriceId ?? membershipPriceId;
      return priceId === null || by(prices, priceId)?.priceCents === priceCents;
    };
    expect(productsThatBreak(isRight)).toEqual([]);
  });

  test('alcohol bears 20 %, what is not a sale 0 %, and each rate is used', () => {
    const alcohol = /Bière (?!sans)|[Cc]idre|[Vv]in\b/;
    const isSale = (kind: string) => !['deposit', 'membership', 'top-up', 'gift'].includes(kind);
    expect(
      productsThatBreak(({ name, vatRateBp }) => !alcohol.test(name) || vatRateBp === 2000),
    ).toEqual([]);
    expect(productsThatBreak(({ kind, vatRateBp }) => vatRateBp > 0 === isSale(kind))).toEqual([]);
    expect(new Set(demo.products.map(({ vatRateBp }) => vatRateBp)).size).toBe(4);
  });

  test('options can be answered, and no choice makes a price fall to zero', () => {
    expect(demo.products.filter(({ options }) => options.length > 0).length).toBeGreaterThan(15);
    const isRight = ({ priceCents, options }: Product) =>
      options.every(
        ({ min, max, choices }) =>
          min <= max &&
          max <= choices.length &&
          choices.every(({ priceDeltaCents }) => priceCents + priceDeltaCents > 0),
      );
    expect(productsThatBreak(isRight)).toEqual([]);
  });

  test('has the prices of RULES 10 case 1: 2.50 and 2.80 at the bar', () => {
    const atBar = demo.products.filter(({ collectiveId }) => collectiveId === bar?.id);
    const prices: readonly number[] = atBar.map(({ priceCents }) => priceCents);
    expect(prices).toContain(250);
    expect(prices).toContain(280);
  });
});

describe('what a till of the demo shows', () => {
  test('the bar sells every kind, and a cheque is taken somewhere', () => {
    const kinds = demo.products
      .filter(({ collectiveId, active }) => collectiveId === bar?.id && active)
      .map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(10);
    const means = demo.pointsOfSale
      .filter(({ collectiveId }) => collectiveId === bar?.id)
      .flatMap((point) => point.means);
    expect(new Set(means)).toEqual(new Set(['pass', 'cash', 'bank-card', 'cheque']));
  });

  test('stock is plenty, low, gone, strict or not, by the piece and by weight', () => {
    const counted = demo.products.flatMap(({ collectiveId, kind, stock }) =>
      stock === null || collectiveId !== bar?.id ? [] : [{ kind, ...stock }],
    );
    expect(counted.some(({ amount }) => amount === 0)).toBe(true);
    expect(counted.some(({ amount, alertLevel }) => amount > 0 && amount <= alertLevel)).toBe(true);
    expect(counted.some(({ amount, alertLevel }) => amount > alertLevel)).toBe(true);
    expect(new Set(counted.map(({ allowsBelowZero }) => allowsBelowZero)).size).toBe(2);
    expect(counted.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['piece', 'weight', 'volume']),
    );
  });

  test('ten tables stand in two rooms of the bar, within the plan and none on another', () => {
    const tables = demo.tables.filter(({ collectiveId }) => collectiveId === bar?.id);
    expect(tables).toHaveLength(10);
    expect(new Set(tables.map(({ room }) => room)).size).toBe(2);
    for (const { x, y, width, height } of tables) {
      expect(x + width).toBeLessThanOrEqual(1_000);
      expect(y + height).toBeLessThanOrEqual(1_000);
    }
    const overlaps = tables.flatMap((one, index) =>
      tables
        .slice(index + 1)
        .filter(
          (other) =>
            other.room === one.room &&
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        )
        .map((other) => `${one.name} and ${other.name}`),
    );
    expect(overlaps).toEqual([]);
  });

  test('tonight has tickets on Passes, by mail, on paper and cancelled; another price is full', () => {
    const [tonight] = demo.events;
    const tickets = demo.tickets.filter(({ eventId }) => eventId === tonight?.id);
    expect(tickets.filter(({ cardId }) => cardId !== null).length).toBeGreaterThanOrEqual(3);
    expect(tickets.some(({ email }) => email !== null)).toBe(true);
    expect(tickets.some(({ cardId, email }) => cardId === null && email === null)).toBe(true);
    expect(tickets.some(({ state }) => state === 'cancelled')).toBe(true);
    const sold = (priceId: string) =>
      demo.tickets.filter((ticket) => ticket.eventPriceId === priceId && ticket.state === 'valid')
        .length;
    const prices = demo.events.flatMap((event) => event.prices);
    expect(prices.some(({ id, quota }) => quota !== null && sold(id) === quota)).toBe(true);
    expect(prices.every(({ id, quota }) => quota === null || sold(id) <= quota)).toBe(true);
  });

  test('a ticket is for a price of its event, and a Pass that carries it is of its person', () => {
    for (const { eventId, eventPriceId, cardId, personId } of demo.tickets) {
      const event = demo.events.find(({ id }) => id === eventId);
      expect(event?.prices.map(({ id }) => id)).toContain(eventPriceId);
      const holder = demo.cards.find(({ id }) => id === cardId)?.personId ?? null;
      expect(cardId === null || holder === personId).toBe(true);
    }
  });

  test('rooms are booked by the hour, never twice at once', () => {
    const rule = { now: toInstant('2026-11-03T08:00:00.000Z'), timeZone: 'Europe/Paris' };
    const bookings = demo.roomBookings.map(({ productId, startsAt, endsAt }) => ({
      productId,
      from: demoInstant(startsAt, rule),
      to: demoInstant(endsAt, rule),
    }));
    expect(bookings.length).toBeGreaterThan(3);
    bookings.forEach(({ productId, from, to }, index) => {
      expect(by(demo.products, productId)?.kind).toBe('hour');
      expect(from < to).toBe(true);
      const others = bookings.slice(index + 1).filter((other) => other.productId === productId);
      expect(others.filter((other) => from < other.to && other.from < to)).toEqual([]);
    });
  });
});

describe('events, memberships and the coworking plan of the demo', () => {
  const now = toInstant('2026-11-03T08:00:00.000Z');

  test('events are to come but one, soonest first, the first one today; doors, start and end follow', () => {
    const rule = { now, timeZone: 'Europe/Paris' };
    const toCome = demo.events.filter(({ startsAt }) => startsAt.inDays >= 0);
    expect(toCome).toEqual(demo.events.slice(0, -1));
    const starts = toCome.map(({ startsAt }) => demoInstant(startsAt, rule));
    expect(starts).toEqual(starts.toSorted());
    expect(demo.events[0]?.startsAt.inDays).toBe(0);
    for (const { doorsAt, startsAt, endsAt } of demo.events) {
      const order = [doorsAt, startsAt, endsAt].map((moment) => demoInstant(moment, rule));
      expect(order).toEqual([...new Set(order)].toSorted());
    }
  });

  test('a moment is an hour on the wall, also across the change of clocks', () => {
    const rule = { now: toInstant('2026-10-24T22:30:00.000Z'), timeZone: 'Europe/Paris' };
    // In Paris it is already the 25th; that night clocks go back.
    expect(demoInstant({ inDays: 0, at: '20:30' }, rule)).toBe('2026-10-25T19:30:00.000Z');
    expect(demoInstant({ inDays: -1, at: '20:30' }, rule)).toBe('2026-10-24T18:30:00.000Z');
  });

  test('each price has the figures of its kind', () => {
    const wrong = demo.events
      .flatMap((event) => event.prices)
      .filter(
        ({ kind, priceCents, priceMinCents, membershipOfferId }) =>
          (priceCents === 0) !== (kind === 'free') ||
          (priceMinCents !== null) !== (kind === 'open') ||
          (membershipOfferId !== null) !== (kind === 'member'),
      );
    expect(wrong).toEqual([]);
  });

  test('memberships are in every state of RULES A2, dated and paid as the state says', () => {
    const { offers, memberships } = demo.memberships;
    expect(new Set(memberships.map(({ state }) => state)).size).toBe(7);
    for (const {
      state,
      offerId,
      priceId,
      startsInDays,
      endsInDays,
      paidCents,
      paidBy,
      answers,
    } of memberships) {
      const offer = by(offers, offerId);
      const price = by(offer?.prices ?? [], priceId);
      const hasPeriod = ['active', 'ended', 'cancelled'].includes(state);
      expect(startsInDays !== null && endsInDays !== null).toBe(hasPeriod);
      expect(paidCents > 0 && paidBy !== null).toBe(hasPeriod);
      if (hasPeriod)
        expect(paidCents).toBeGreaterThanOrEqual(
          price?.priceMinCents ?? price?.priceCents ?? Infinity,
        );
      expect(answers).toHaveLength(offer?.questions.length ?? -1);
      if (state === 'active') expect((endsInDays ?? 0) > 0 && (startsInDays ?? 0) <= 0).toBe(true);
      if (state === 'ended') expect(endsInDays ?? 0).toBeLessThan(0);
    }
  });

  test('the plan has the figures of RULES 10 cases 7 and 8', () => {
    const { plan } = demo;
    expect([plan.hourCents, plan.stepMinutes, plan.rounding]).toEqual([300, 15, 'up']);
    expect([plan.halfDay, plan.day]).toEqual([
      { priceCents: 700, minutesMax: 240 },
      { priceCents: 1200 },
    ]);
    expect(plan.includedBy.map(({ minutesPerPeriod }) => minutesPerPeriod)).toEqual([600]);
    const offer = by(demo.memberships.offers, plan.includedBy[0]?.membershipOfferId ?? null);
    expect([offer?.renewsByItself, offer?.includedMinutesPerPeriod]).toEqual([true, 600]);
  });
});

describe('what is badged into', () => {
  test('each space has a plan whose figures make sense; one opens a member price, one counts help', () => {
    const plans = demoBadgePlans(demo);
    expect(plans).toHaveLength(4);
    for (const plan of plans) expect(badgePlanField.parse(plan)).toEqual(plan);
    expect(plans.map(checkPlan)).toEqual([[], [], [], []]);
    expect(plans.filter(({ member }) => member !== null)).toHaveLength(1);
    const helping = plans.find(({ kind }) => kind === 'volunteer');
    expect(by(demo.assets, helping?.timeAssetId ?? null)?.kind).toBe('time');
  });

  test('Yanis has used 9 h 40 of his ten hours, within the month of his subscription', () => {
    const [yanis] = demo.memberships.memberships.filter(
      ({ offerId, state }) =>
        offerId === demo.plan.includedBy[0]?.membershipOfferId && state === 'active',
    );
    const minutes = ({ at }: { at: string }) =>
      Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5));
    const stays = demo.badge.stays.filter(({ personId }) => personId === yanis?.personId);
    const used = stays.map(({ cameIn, wentOut }) => minutes(wentOut) - minutes(cameIn));
    expect(used.reduce((sum, one) => sum + one, 0)).toBe(9 * 60 + 40);
    for (const { cameIn, wentOut } of stays) {
      expect(wentOut.inDays).toBe(cameIn.inDays);
      expect(cameIn.inDays).toBeGreaterThanOrEqual(yanis?.startsInDays ?? 0);
    }
  });

  test('hours of a team are shared by two people of the demo', () => {
    for (const { membershipId, personId } of demo.badge.sharers) {
      const membership = by(demo.memberships.memberships, membershipId);
      expect(membership?.state).toBe('active');
      expect(membership?.personId).not.toBe(personId);
    }
    expect(demo.badge.sharers.length).toBeGreaterThan(0);
  });
});

describe('words of the demo', () => {
  const sentences = strings(demo)
    .filter((text) => text.includes(' '))
    .flatMap((text) => text.split(/(?<=[.!?])\s+/));

  test('sentences have at most 15 words', () => {
    const words = (sentence: string) =>
      sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word));
    expect(sentences.length).toBeGreaterThan(150);
    expect(sentences.filter((sentence) => words(sentence).length > 15)).toEqual([]);
  });

  test('no banned word, and the typographic apostrophe', () => {
    const banned = /cashless|wallet|check-in|\btokens?\b|solde négatif|erreur 500/i;
    expect(sentences.filter((sentence) => banned.test(sentence) || sentence.includes("'"))).toEqual(
      [],
    );
  });

  test('two people have asked for large text, and one reads English', () => {
    expect(demo.people.filter(({ textSize }) => textSize === 'large')).toHaveLength(2);
    expect(demo.people.filter(({ language }) => language === 'en')).toHaveLength(1);
  });
});
