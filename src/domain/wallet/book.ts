import { assert } from '../../shared/assert.ts';
import { cents } from '../../shared/money.ts';
import type { AssetId, CardId, ReserveId, WalletId } from '../../shared/ids.ts';
import { compareAssets } from './asset.ts';
import type { Asset } from './asset.ts';
import type {
  AccountRef,
  AccountState,
  Hold,
  HoldTombstone,
  Posting,
  PostingHeader,
  PostingKind,
  Transfer,
} from './ledger-types.ts';
import type { Holding } from './split-payment.ts';

export type BookFacts = {
  readonly assets: readonly Asset[];
  /** All accounts of the wallets concerned, and those of collectives that will be debited. */
  readonly accounts: readonly (AccountRef & AccountState)[];
  readonly holds: readonly Hold[];
  readonly tombstoneIds: readonly ReserveId[];
  readonly postings: readonly Posting[];
};

export type AccountChange = {
  readonly ref: AccountRef;
  /** Whether the account was read, and so exists. */
  readonly isGathered: boolean;
  readonly balanceDelta: number;
  readonly heldDelta: number;
  readonly debt: number;
  readonly debtPostingId: string | null;
};

export type BookChanges = {
  readonly accounts: readonly AccountChange[];
  readonly postings: readonly Posting[];
  readonly newHolds: readonly Hold[];
  readonly changedHolds: readonly Hold[];
  readonly tombstones: readonly HoldTombstone[];
  readonly openedWallets: ReadonlyMap<CardId, WalletId>;
};

type Entry = {
  readonly ref: AccountRef;
  readonly first: AccountState;
  readonly isGathered: boolean;
  state: AccountState;
  isMoved: boolean;
};

const EMPTY: AccountState = { balance: 0, held: 0, debt: 0, debtPostingId: null };

const keyOf = (ref: AccountRef): string => `${ref.kind}:${ref.ownerId}:${ref.assetId}`;

/**
 * The accounts, holds and postings that a batch of commands concerns. Decisions are taken on it
 * one after the other, each seeing what the ones before it did; `changes` says what to store.
 * It is made for one batch and thrown away: nothing outside sees it change.
 */
export class Book {
  readonly #assets: ReadonlyMap<AssetId, Asset>;
  readonly #entries = new Map<string, Entry>();
  readonly #walletAssets = new Map<string, AssetId[]>();
  readonly #knownHolds: ReadonlySet<ReserveId>;
  readonly #holds: Map<ReserveId, Hold>;
  readonly #changedHolds = new Set<ReserveId>();
  readonly #tombstones: Map<ReserveId, HoldTombstone | null>;
  readonly #postings: Map<string, Posting>;
  readonly #newPostings: Posting[] = [];
  readonly #openedWallets = new Map<CardId, WalletId>();

  constructor(facts: BookFacts) {
    this.#assets = new Map(facts.assets.map((asset) => [asset.id, asset]));
    for (const { kind, ownerId, assetId, ...state } of facts.accounts) {
      this.#addEntry({ kind, ownerId, assetId }, state, true);
    }
    this.#knownHolds = new Set(facts.holds.map((hold) => hold.id));
    this.#holds = new Map(facts.holds.map((hold) => [hold.id, hold]));
    this.#tombstones = new Map(facts.tombstoneIds.map((id) => [id, null]));
    this.#postings = new Map(facts.postings.map((posting) => [posting.id, posting]));
  }

  asset(id: AssetId): Asset {
    const asset = this.#assets.get(id);
    assert(asset !== undefined, `asset ${id} was not gathered`);
    return asset;
  }

  findAsset(id: AssetId): Asset | undefined {
    return this.#assets.get(id);
  }

  assets(): readonly Asset[] {
    return [...this.#assets.values()];
  }

  /** The balance less what is held. */
  available(ref: AccountRef): number {
    const { balance, held } = this.#entry(ref).state;
    return balance - held;
  }

  state(ref: AccountRef): AccountState {
    return this.#entry(ref).state;
  }

  holdings(walletId: WalletId): readonly Holding[] {
    return this.walletAccounts(walletId).map((ref) => ({
      asset: this.asset(ref.assetId),
      availableCents: cents(this.available(ref)),
    }));
  }

  /** Oldest asset first, so that an answer never depends on how the database sorts. */
  walletAccounts(walletId: WalletId): readonly AccountRef[] {
    const assetIds = this.#walletAssets.get(walletId) ?? [];
    return assetIds
      .map((assetId) => this.asset(assetId))
      .toSorted(compareAssets)
      .map(({ id }) => ({ kind: 'wallet', ownerId: walletId, assetId: id }));
  }

  hold(id: ReserveId): Hold | undefined {
    return this.#holds.get(id);
  }

  activeHoldsOf(walletId: WalletId): readonly Hold[] {
    return [...this.#holds.values()].filter(
      (hold) => hold.walletId === walletId && hold.state === 'active',
    );
  }

  hasTombstone(id: ReserveId): boolean {
    return this.#tombstones.has(id);
  }

  posting(id: string): Posting | undefined {
    return this.#postings.get(id);
  }

  correctionsOf(id: string): readonly Posting[] {
    return [...this.#postings.values()].filter((posting) => posting.corrects === id);
  }

  openedWallet(cardId: CardId): WalletId | undefined {
    return this.#openedWallets.get(cardId);
  }

  openWallet(cardId: CardId, walletId: WalletId): void {
    this.#openedWallets.set(cardId, walletId);
  }

  /** Moves money between two accounts of one asset. `debtBy`: the unsecured sale that may leave a debt. */
  move(transfer: Transfer, debtBy: string | null = null): Transfer {
    const { from, to, amount } = transfer;
    assert(Number.isSafeInteger(amount) && amount > 0, `a transfer of ${amount}`);
    assert(from.assetId === to.assetId, `from ${from.assetId} to ${to.assetId}`);
    this.#change(from, { balance: -amount }, debtBy);
    this.#change(to, { balance: amount }, null);
    return transfer;
  }

  /** Promises money to a station, or, below 0, takes the promise back. */
  promise(ref: AccountRef, amount: number): void {
    assert(amount <= 0 || this.available(ref) >= amount, `${amount} promised beyond what is there`);
    this.#change(ref, { held: amount }, null);
  }

  /** What a hold promised is paid: it leaves the wallet and the promise at once. */
  payFromPromise(transfer: Transfer): Transfer {
    const { from, to, amount } = transfer;
    this.#change(from, { balance: -amount, held: -amount }, null);
    this.#change(to, { balance: amount }, null);
    return transfer;
  }

  /** Everything of one wallet account goes to another wallet: balance, promises and debt. */
  mergeAccount(from: AccountRef, to: AccountRef): Transfer | null {
    const { balance, held, debt, debtPostingId } = this.state(from);
    this.#change(to, { balance, held }, debt > 0 ? debtPostingId : null);
    this.#change(from, { balance: -balance, held: -held }, null);
    if (balance === 0) return null;
    return balance > 0 ? { from, to, amount: balance } : { from: to, to: from, amount: -balance };
  }

  addHold(hold: Hold): void {
    this.#holds.set(hold.id, hold);
  }

  changeHold(hold: Hold): void {
    this.#holds.set(hold.id, hold);
    this.#changedHolds.add(hold.id);
  }

  addTombstone(tombstone: HoldTombstone): void {
    this.#tombstones.set(tombstone.id, tombstone);
  }

  post(
    header: PostingHeader,
    what: {
      readonly kind: PostingKind;
      readonly walletId: WalletId | null;
      readonly transfers: readonly Transfer[];
      readonly corrects?: Posting['id'];
      readonly debt?: number;
    },
  ): Posting {
    const { kind, walletId, transfers, corrects = null, debt = 0 } = what;
    const posting: Posting = { ...header, kind, walletId, corrects, debt, transfers };
    this.#postings.set(posting.id, posting);
    this.#newPostings.push(posting);
    return posting;
  }

  changes(): BookChanges {
    const holdsBy = (isKnown: boolean): readonly Hold[] =>
      [...this.#holds.values()].filter((hold) => this.#knownHolds.has(hold.id) === isKnown);
    return {
      accounts: [...this.#entries.values()].flatMap(({ ref, first, state, isGathered, isMoved }) =>
        // A new account that ends at 0 is stored too: transfers name it.
        isSameState(first, state) && (isGathered || !isMoved)
          ? []
          : [
              {
                ref,
                isGathered,
                balanceDelta: state.balance - first.balance,
                heldDelta: state.held - first.held,
                debt: state.debt,
                debtPostingId: state.debtPostingId,
              },
            ],
      ),
      postings: this.#newPostings,
      newHolds: holdsBy(false),
      changedHolds: holdsBy(true).filter((hold) => this.#changedHolds.has(hold.id)),
      tombstones: [...this.#tombstones.values()].filter((tombstone) => tombstone !== null),
      openedWallets: this.#openedWallets,
    };
  }

  #change(
    ref: AccountRef,
    by: { readonly balance?: number; readonly held?: number },
    debtBy: string | null,
  ): void {
    const entry = this.#entry(ref);
    const before = entry.state;
    const balance = before.balance + (by.balance ?? 0);
    const held = before.held + (by.held ?? 0);
    const debt = ref.kind === 'wallet' ? Math.max(0, held - balance) : 0;
    assert(held >= 0, `${keyOf(ref)} would hold ${held}`);
    assert(
      debt <= before.debt || debtBy !== null,
      `${keyOf(ref)} would owe ${debt} instead of ${before.debt} without an unsecured sale`,
    );
    const debtPostingId = debt > before.debt ? debtBy : before.debtPostingId;
    entry.state = { balance, held, debt, debtPostingId };
    entry.isMoved = true;
  }

  // An account that was not gathered is only credited, or issues: its changes are stored as
  // differences, and it is made when it does not exist.
  #entry(ref: AccountRef): Entry {
    return this.#entries.get(keyOf(ref)) ?? this.#addEntry(ref, EMPTY, false);
  }

  #addEntry(ref: AccountRef, state: AccountState, isGathered: boolean): Entry {
    const entry: Entry = { ref, first: state, isGathered, state, isMoved: false };
    this.#entries.set(keyOf(ref), entry);
    if (ref.kind === 'wallet') {
      const known = this.#walletAssets.get(ref.ownerId);
      if (known === undefined) this.#walletAssets.set(ref.ownerId, [ref.assetId]);
      else known.push(ref.assetId);
    }
    return entry;
  }
}

const isSameState = (left: AccountState, right: AccountState): boolean =>
  left.balance === right.balance && left.held === right.held && left.debt === right.debt;
