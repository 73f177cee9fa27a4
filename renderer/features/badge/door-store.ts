import { create } from 'zustand';
import type { CardId, SpaceId } from '../../../src/shared/ids.ts';

/** Who may bring a guest: their Pass was put down a moment ago. */
export type Host = {
  readonly cardId: CardId;
  /** Empty: only the number is known. */
  readonly name: string;
  readonly cardNumber: string;
};

/** What somebody without a Pass has filled in so far. */
export type GuestDraft = {
  readonly name: string;
  readonly spaceId: SpaceId | null;
  readonly host: Host | null;
};

/** What somebody without a Pass, or of the team, is at. Forgotten after a while without a touch. */
export type DoorPlace =
  | { readonly kind: 'home' }
  | { readonly kind: 'guest-in'; readonly draft: GuestDraft }
  | { readonly kind: 'guest-out' }
  | { readonly kind: 'team' };

type DoorStore = {
  readonly place: DoorPlace;
  /** The last person whose Pass was read, and until when they may bring somebody. */
  readonly host: (Host & { readonly untilMs: number }) | null;
};

const HOST_MS_MAX = 20_000;

export const useDoor = create<DoorStore>(() => ({ place: { kind: 'home' }, host: null }));

export const goTo = (place: DoorPlace): void => useDoor.setState({ place });
export const goHome = (): void => goTo({ kind: 'home' });

export const rememberHost = (host: Host): void =>
  useDoor.setState({ host: { ...host, untilMs: Date.now() + HOST_MS_MAX } });

/** The one who may bring somebody at this moment. */
export const hostNow = (): Host | null => {
  const { host } = useDoor.getState();
  return host === null || host.untilMs < Date.now() ? null : host;
};

/** A guest comes in: with the person who has just put their Pass down, when there is one. */
export const welcomeGuest = (spaceId: SpaceId | null, host: Host | null = hostNow()): void =>
  goTo({ kind: 'guest-in', draft: { name: '', spaceId, host } });
