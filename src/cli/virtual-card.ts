import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** Slot n of vsmartcard's virtual reader waits for its card on this port + n. */
const VIRTUAL_READER_PORT = 0x8c7b;
const CONNECT_WAIT_MS_MAX = 2_000;

/** pcscd looks at a virtual slot every 400 ms; a slot that asks nothing for this long has another card in it. */
const NOTICE_WAIT_MS_MAX = 3_000;

/** Answer to reset of an ISO 14443-3 memory card, as contactless readers make it up. */
const ATR = Buffer.from('3B8F8001804F0CA0000003060300030000000068', 'hex');

const CONTROL_ASK_ATR = 4;

const ASK_UID = 'FFCA0000';
const ASK_HISTORICAL_BYTES = 'FFCA0100';

export type VirtualCardFailure = 'no-virtual-reader' | 'slot-busy';

export type VirtualCard = {
  /** Becomes true at the first reading of the UID, and stays so. */
  readonly isRead: () => boolean;
  /** Resolves to true at the first reading of the UID, to false after `waitMsMax` without one. */
  readonly waitUntilRead: (waitMsMax: number) => Promise<boolean>;
  /** Takes the card away. pcscd notices within 400 ms. */
  readonly remove: () => Promise<void>;
};

export type VirtualCardOptions = {
  /** Hex of any length: a wrong UID must be testable too. */
  readonly uidHex: string;
  /** Virtual reader 0 or 1. */
  readonly slot: 0 | 1;
  /** Called at each command, before its answer; tests use it to take the card away in the middle. */
  readonly onCommand?: (commandHex: string) => void;
};

/** Puts a card on a virtual reader of the real pcscd (package vsmartcard-vpcd), over its TCP protocol. */
export async function putDownVirtualCard(
  options: VirtualCardOptions,
): Promise<Result<VirtualCard, VirtualCardFailure>> {
  const socket = await connectToSlot(options.slot);
  if (socket === undefined) return err('no-virtual-reader');
  let isRead = false;
  const noticed = Promise.withResolvers<boolean>();
  const read = Promise.withResolvers<boolean>();

  const answer = (command: Buffer): Buffer | undefined => {
    // Control bytes 0 (off), 1 (on) and 2 (reset) want no answer.
    if (command.length === 1) return command[0] === CONTROL_ASK_ATR ? ATR : undefined;
    const hex = command.toString('hex').toUpperCase();
    options.onCommand?.(hex);
    if (!hex.startsWith(ASK_UID)) return answerOther(hex);
    isRead = true;
    read.resolve(true);
    return Buffer.from(`${options.uidHex}9000`, 'hex');
  };
  onCommands(socket, (command) => {
    noticed.resolve(true);
    const bytes = answer(command);
    if (bytes !== undefined && !socket.destroyed) socket.write(withLength(bytes));
  });
  socket.once('close', () => noticed.resolve(false));

  if (!(await within(noticed.promise, NOTICE_WAIT_MS_MAX))) {
    socket.destroy();
    return err('slot-busy');
  }
  return ok({
    isRead: () => isRead,
    waitUntilRead: (waitMsMax) => within(read.promise, waitMsMax),
    remove: () => closeSocket(socket),
  });
}

function connectToSlot(slot: 0 | 1): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: VIRTUAL_READER_PORT + slot, noDelay: true });
    const giveUp = (): void => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(CONNECT_WAIT_MS_MAX, giveUp);
    socket.once('error', giveUp);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', giveUp);
      // pcscd may stop while the card lies there; `close` follows and says it.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** Each command comes as 2 bytes of length, high byte first, and the command itself. */
function onCommands(socket: Socket, take: (command: Buffer) => void): void {
  let buffered = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 2 && buffered.length >= 2 + buffered.readUInt16BE(0)) {
      const end = 2 + buffered.readUInt16BE(0);
      take(buffered.subarray(2, end));
      buffered = buffered.subarray(end);
    }
  });
}

const answerOther = (hex: string): Buffer =>
  Buffer.from(hex.startsWith(ASK_HISTORICAL_BYTES) ? '6A81' : '6D00', 'hex');

function withLength(bytes: Buffer): Buffer {
  const framed = Buffer.alloc(2 + bytes.length);
  framed.writeUInt16BE(bytes.length);
  bytes.copy(framed, 2);
  return framed;
}

function closeSocket(socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}

async function within(promise: Promise<boolean>, waitMsMax: number): Promise<boolean> {
  const timer = Promise.withResolvers<boolean>();
  const handle = setTimeout(() => timer.resolve(false), waitMsMax);
  try {
    return await Promise.race([promise, timer.promise]);
  } finally {
    clearTimeout(handle);
  }
}
