import { commands, transform } from 'receiptline';

const CODE_PAGE_858_SELECTED = '\x1Bt\x13';
const LINE_IN_CODE_PAGE_858 = '\xC4';
const FEED_AND_CUT = '\x1DVB\x00';

/**
 * What receiptline calls generic: commands that printers of every make know, a QR drawn as an
 * image among them. Two things differ. Its lines ask for a Japanese code page, which many printers
 * lack: ours are drawn in 858. And who sends the paper asks whether it came out (network-printer).
 */
const PRINTER_COMMANDS = {
  ...commands.generic,
  hr: (width: number): string => CODE_PAGE_858_SELECTED + LINE_IN_CODE_PAGE_858.repeat(width),
  close: (): string => FEED_AND_CUT,
};

/** Mark-up of receiptline as the bytes of an ESC/POS printer, in code page 858, cut at the end. */
export function toEscPos(markup: string, options: { readonly columns: number }): Uint8Array {
  const bytes = transform(markup, {
    cpl: options.columns,
    encoding: 'cp858',
    spacing: true,
    command: PRINTER_COMMANDS,
  });
  return Buffer.from(bytes, 'latin1');
}

/** Opens the drawer that is plugged into the printer: 50 ms on its first pin (ESC p). */
export const drawerKick = (): Uint8Array => Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]);

/** The same at once, whatever the printer is doing (DLE DC4): also without paper. */
export const drawerKickNow = (): Uint8Array => Buffer.from([0x10, 0x14, 0x01, 0x00, 0x01]);
