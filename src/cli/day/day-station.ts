import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '../../contract/kiosk/activity.ts';
import type { Intention } from '../../contract/kiosk/intentions.ts';
import type { Question, Reply } from '../../contract/kiosk/questions.ts';
import type { Refusal } from '../../contract/kiosk/refusals.ts';
import { parseUidHex } from '../../domain/card/uid.ts';
import { makeUuid, toId } from '../../shared/ids.ts';
import { unwrap } from '../../shared/result.ts';
import { openStation } from '../../station/open-station.ts';
import type { StationDeps } from '../../station/open-station.ts';
import { readOpenBasket } from '../../station/projections/basket.ts';

const LOOK_MS = 2;

/** Every kind of intention without its id. */
export type Wish = Intention extends infer One
  ? One extends Intention
    ? Omit<One, 'id'>
    : never
  : never;

/** One station of a played day, used as people use it: by its reader and its screen. */
export type DayStation = {
  readonly name: string;
  readonly kioskUrl: string;
  /** A Pass put down and taken away. Ends when the station has answered. */
  readonly tap: (uid: string) => Promise<void>;
  readonly wish: (wish: Wish) => Promise<Refusal | null>;
  readonly ask: (question: Question) => Promise<Reply>;
  /** What goes on on the screen. */
  readonly activity: () => Activity;
  readonly basketRevision: () => number;
  readonly setNetwork: (cut: boolean) => void;
  /** All is sent, and the feed is heard up to this change; without a network: known as such. */
  readonly isSettled: (feedSeq: number) => boolean;
  readonly close: () => Promise<void>;
};

export async function openDayStation(
  deps: StationDeps,
  { name, passedMs }: { readonly name: string; readonly passedMs: () => number },
): Promise<DayStation> {
  const { station, kioskUrl, close } = unwrap(await openStation(deps));
  const { context, demo } = station;
  const wish: DayStation['wish'] = (one) =>
    station.intend({ ...one, id: toId<'Intention'>(makeUuid()) });

  return {
    name,
    kioskUrl,
    wish,
    ask: station.answer,
    activity: context.screen.activity,
    basketRevision: () => readOpenBasket(context.journal.database).revision,
    setNetwork: (cut) => demo?.network.setCut(cut),
    tap: async (uid) => {
      const pass = unwrap(parseUidHex(uid));
      // On the played clock, so that a Pass may come back after a minute that took a moment.
      demo?.tray.putDown(pass, passedMs());
      demo?.tray.takeAway(pass);
      // Joins the queue behind the tap: when it answers, the tap is over.
      while ((await wish({ kind: 'choose-point-of-sale', pointOfSaleId: '' })) === 'busy') {
        await wait(LOOK_MS);
      }
    },
    isSettled: (feedSeq) => {
      const isOnline = context.connection.state().kind === 'online';
      if (demo?.network.isCut() === true) return !isOnline;
      const heard = Number(
        /^since:(\d+)$/.exec(context.settings.get('feed-cursor') ?? '')?.[1] ?? -1,
      );
      const isSent = context.settings.getNumber('acked-seq') === context.journal.head().seq;
      return isOnline && isSent && heard >= feedSeq;
    },
    close,
  };
}
