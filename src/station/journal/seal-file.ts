import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { assert } from '../../shared/assert.ts';
import { SEAL_RECORD_BYTES } from '../../domain/journal/seal-record.ts';
import type { Seal, SlotReading } from '../../domain/journal/seal-record.ts';

/** Two slots, each at the start of its own page: a write that tears one leaves the other whole. */
export const SLOTS = [0, 1] as const;
export type Slot = (typeof SLOTS)[number];
const SLOT_STEP_BYTES = 4_096;
const FILE_BYTES = SLOT_STEP_BYTES * SLOTS.length;

/** The seal follows an append after this time, or after so many entries in it. */
export const SEAL_MS = 10;
export const UNSEALED_MAX = 64;
/** Entries after which the seal is forced to the disk, and the time after which it is anyway. */
const SYNC_ENTRIES = 128;
const SYNC_MS = 1_000;

/**
 * How far a journal may honestly be ahead of its seal: a power cut can take back the seals that the
 * disk was not yet told to keep, and those of the burst that was under way.
 */
export const sealLagMax = (appendEntriesMax: number): number =>
  SYNC_ENTRIES + UNSEALED_MAX + 2 * appendEntriesMax;

export type SealReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | {
      readonly kind: 'read';
      readonly newest: Seal | undefined;
      readonly damaged: readonly Slot[];
    };

type ReadRecord = (record: Uint8Array) => SlotReading;

/** What the seal file says, without changing it. */
export function readSealFile(path: string, readRecord: ReadRecord): SealReading {
  if (!existsSync(path)) return { kind: 'missing' };
  let bytes: Uint8Array;
  try {
    const file = openSync(path, 'r');
    try {
      bytes = readAll(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: 'unreadable', detail: String(error) };
  }
  const readings = SLOTS.map((slot) => readRecord(slotOf(bytes, slot)));
  const seals = readings.flatMap((reading) => (reading.kind === 'seal' ? [reading.seal] : []));
  return {
    kind: 'read',
    newest: seals.toSorted((left, right) => right.counter - left.counter)[0],
    damaged: SLOTS.filter((slot) => readings[slot]?.kind === 'damaged'),
  };
}

/** The seal file of an open journal. Its bytes are known: whoever changes them is noticed at the next append. */
export type SealFile = {
  /** Whether the file is still there and holds what was written. */
  readonly isAsWritten: () => boolean;
  /** Puts a new seal in the place of the older one. Throws when the disk refuses. */
  readonly write: (counter: number, record: Uint8Array, entries: number) => void;
  readonly sync: () => void;
  readonly close: () => void;
};

/**
 * Makes the seal file anew with one record, forced to the disk, in place of what was there. From
 * then on a write is 256 bytes in the page cache: killing the process loses nothing, and the disk
 * is only waited for every SYNC_ENTRIES entries.
 */
export function createSealFile(path: string, counter: number, record: Uint8Array): SealFile {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w+', 0o600);
  const known = new Uint8Array(FILE_BYTES);
  setSlot(known, counter, record);
  writeExactly(file, known, 0);
  fsyncSync(file);
  renameSync(temporary, path);
  syncFolder(dirname(path));
  return sealFileOn(path, file, known);
}

function sealFileOn(path: string, file: number, known: Uint8Array): SealFile {
  const inode = statSync(path).ino;
  let unsynced = 0;
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  const syncSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      unsynced = 0;
      // A failure here is seen by the next forced one, which throws.
      if (isOpen) fdatasync(file, () => undefined);
    }, SYNC_MS).unref();
  };
  const sync = (): void => {
    fdatasyncSync(file);
    unsynced = 0;
  };
  return {
    isAsWritten: () => {
      // Removed, or another file put in its place: our descriptor alone would not tell.
      if (statSync(path, { throwIfNoEntry: false })?.ino !== inode) return false;
      const found = readAll(file);
      return Buffer.compare(found, known) === 0;
    },
    write: (counter, record, entries) => {
      const offset = setSlot(known, counter, record);
      writeExactly(file, record, offset);
      unsynced += entries;
      if (unsynced >= SYNC_ENTRIES) sync();
      else syncSoon();
    },
    sync,
    close: () => {
      isOpen = false;
      clearTimeout(timer);
      try {
        fdatasyncSync(file);
      } catch {
        // The next start finds the journal ahead of its seal, which is normal.
      }
      closeSync(file);
    },
  };
}

/** A new name in a folder is only on the disk once the folder is. */
export function syncFolder(path: string): void {
  // Windows cannot open a folder, and keeps names by itself.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

const slotOf = (bytes: Uint8Array, slot: Slot): Uint8Array =>
  bytes.subarray(slot * SLOT_STEP_BYTES, slot * SLOT_STEP_BYTES + SEAL_RECORD_BYTES);

function setSlot(bytes: Uint8Array, counter: number, record: Uint8Array): number {
  assert(record.length === SEAL_RECORD_BYTES, `a seal has ${SEAL_RECORD_BYTES} bytes`);
  const offset = (counter % SLOTS.length) * SLOT_STEP_BYTES;
  bytes.set(record, offset);
  return offset;
}

function readAll(file: number): Uint8Array {
  const bytes = Buffer.alloc(FILE_BYTES + 1);
  const length = readSync(file, bytes, 0, bytes.length, 0);
  return bytes.subarray(0, length);
}

function writeExactly(file: number, bytes: Uint8Array, offset: number): void {
  const written = writeSync(file, bytes, 0, bytes.length, offset);
  if (written !== bytes.length)
    throw new Error(`the seal took ${written} of ${bytes.length} bytes`);
}
