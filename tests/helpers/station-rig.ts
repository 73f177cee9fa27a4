import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { stationConfigSchema } from '../../src/contract/config/station.ts';
import type { Intention } from '../../src/contract/kiosk/intentions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import type { Refusal } from '../../src/contract/kiosk/refusals.ts';
import type { FeedItem } from '../../src/contract/sync/messages.ts';
import { parseUidHex } from '../../src/domain/card/uid.ts';
import type { CardUid } from '../../src/domain/card/uid.ts';
import type { EntryBodies, EntryKind } from '../../src/domain/journal/entries.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { StationId } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import { systemClock } from '../../src/shared/time.ts';
import type { Clock } from '../../src/shared/time.ts';
import { openStation } from '../../src/station/open-station.ts';
import type { OpenedStation } from '../../src/station/open-station.ts';
import { readScreenState } from '../../src/station/screen-api/screen-state.ts';
import { COLLECTIVE_ID, STAFF } from './station-knowledge.ts';

/** Every kind of intention without its id, which the rig makes. */
export type Wish = Intention extends infer One
  ? One extends Intention
    ? Omit<One, 'id'>
    : never
  : never;

export type Rig = {
  readonly dataDir: string;
  readonly stationId: StationId;
  /** Sends what a screen would send; gives the refusal. */
  readonly wish: (wish: Wish, id?: string) => Promise<Refusal | null>;
  /** A Pass put down and taken away. Ends when the till has answered. */
  readonly tap: (uid: string) => Promise<void>;
  readonly state: () => ScreenState;
  readonly signIn: () => Promise<void>;
  readonly know: (items: readonly FeedItem[]) => void;
  /** Bodies of all entries of a kind, from the journal itself. */
  readonly entries: <Kind extends EntryKind>(kind: Kind) => readonly EntryBodies[Kind][];
  readonly station: () => OpenedStation;
  /** Stops in order and opens the same files again; something may happen to them between. */
  readonly restart: (between?: () => void) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type RigOptions = {
  /** Nothing listens on port 9: without a cloud the station is offline. */
  readonly cloudUrl?: string;
  readonly clock?: Clock;
  readonly pairingCode?: string;
  readonly dataDir?: string;
  /** What it is at its first start. */
  readonly mode?: 'till' | 'badge';
  /** The built screen; without it the station serves an empty page. */
  readonly rendererPath?: string;
  /** Of the station whose files are in `dataDir`. */
  readonly stationId?: string;
};

/** A whole real station on files of its own, with the tray as its reader. */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'station-'));
  const identity = {
    stationId: toId<'Station'>(options.stationId ?? makeUuid()),
    kioskKey: '0'.repeat(32),
  };
  const folder = (name: string): string => {
    const path = join(dataDir, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'index.html'), '<!doctype html><title>kiosk</title>');
    return path;
  };
  const open = async (): Promise<OpenedStation> =>
    unwrap(
      await openStation({
        config: stationConfigSchema.parse({
          dataDir,
          port: 0,
          cloudUrl: options.cloudUrl ?? 'http://127.0.0.1:9',
          pcsc: '0',
          logLevel: 'silent',
          ...(options.pairingCode === undefined ? {} : { pairingCode: options.pairingCode }),
          ...(options.mode === undefined ? {} : { mode: options.mode }),
        }),
        identity,
        machineClock: options.clock ?? systemClock,
        makeId: makeUuid,
        logger: pino({ level: 'silent' }),
        version: 'test',
        rendererPath: options.rendererPath ?? folder('renderer'),
        picturesPath: folder('pictures'),
        demoPasses: [],
        leave: null,
      }),
    );
  let opened = await open();
  const uidOf = (uid: string): CardUid => unwrap(parseUidHex(uid));
  const wish: Rig['wish'] = (one, id) =>
    opened.station.intend({ ...one, id: toId<'Intention'>(id ?? makeUuid()) });

  return {
    dataDir,
    stationId: identity.stationId,
    wish,
    tap: async (uid) => {
      const { demo } = opened.station;
      demo?.tray.putDown(uidOf(uid));
      demo?.tray.takeAway(uidOf(uid));
      // Joins the queue behind the tap: when it answers, the tap is over.
      while ((await wish({ kind: 'choose-point-of-sale', pointOfSaleId: 'bar' })) === 'busy') {
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    state: () => readScreenState(opened.station, 0),
    signIn: async () => {
      await wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin });
    },
    know: (items) => opened.station.context.knowledge.apply(items, false),
    entries: (kind) => {
      const { journal } = opened.station.context;
      return journal
        .read(1, journal.count())
        .filter((entry) => entry.kind === kind)
        .map((entry) => JSON.parse(Buffer.from(entry.body).toString('utf8')) as never);
    },
    station: () => opened,
    restart: async (between) => {
      await opened.close();
      between?.();
      opened = await open();
    },
    close: async () => {
      await opened.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The rig of a station that was paired and got its feed, then lost the network. */
export async function openPairedRig(options: RigOptions = {}): Promise<Rig> {
  const rig = await openRig(options);
  const { journal } = rig.station().station.context;
  unwrap(
    journal.append([
      {
        kind: 'station.paired@1',
        body: {
          stationId: rig.stationId,
          stationName: 'Caisse',
          collectiveId: COLLECTIVE_ID,
          collectiveName: 'Le Bar',
          cloudPublicKey: '0'.repeat(64),
          protocol: 1,
        },
      },
    ]),
  );
  return rig;
}
