/** The parts of nfc-pcsc that we use; it ships no types, and may be absent from a machine. */
declare module 'nfc-pcsc' {
  import type { EventEmitter } from 'node:events';

  /** Throws when pcscd refuses us; waits for ever, in a busy loop, when it is absent. */
  export class NFC extends EventEmitter {}

  export type Reader = EventEmitter & {
    readonly name: string;
    /** nfc-pcsc refuses to transmit while this is empty. */
    card: object | null;
    connection: object | null;
    /** pcsclite's own object underneath. */
    readonly reader: EventEmitter & {
      readonly SCARD_STATE_PRESENT: number;
      readonly SCARD_STATE_MUTE: number;
    };
    readonly connect: () => Promise<unknown>;
    readonly disconnect: () => Promise<unknown>;
    readonly transmit: (command: Buffer, answerBytesMax: number) => Promise<Buffer>;
  };
}
