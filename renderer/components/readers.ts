import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';

type Readers = ScreenState['readers'];

/** The state of the readers in one word: the sentence is `status.readers.<word>`. */
export type ReaderWord =
  | 'ready'
  | 'unplugged'
  | 'starting'
  | 'restarting'
  | 'no-service'
  | 'not-built'
  | 'wedge'
  | 'tray'
  | 'off';

const has = (readers: Readers, source: Readers['list'][number]['source']): boolean =>
  readers.list.some((reader) => reader.source === source);

export function readerWord(readers: Readers): ReaderWord {
  switch (readers.pcsc) {
    case 'starting':
    case 'restarting':
      return readers.pcsc;
    case 'ready':
      return has(readers, 'pcsc') ? 'ready' : 'unplugged';
    case 'no-service':
    case 'not-built':
      return readers.pcsc;
    case 'off':
      if (has(readers, 'wedge')) return 'wedge';
      return has(readers, 'tray') ? 'tray' : 'off';
  }
}

export const isReaderWell = (word: ReaderWord): boolean =>
  word === 'ready' || word === 'wedge' || word === 'tray';

/** Whether a Pass can be put somewhere right now, and how that is asked. */
export function passPrompt(readers: Readers): 'put-pass' | 'wedge-ready' | 'no-reader' {
  const isPcscWorking = readers.pcsc === 'ready' && has(readers, 'pcsc');
  if (isPcscWorking || has(readers, 'tray')) return 'put-pass';
  return has(readers, 'wedge') ? 'wedge-ready' : 'no-reader';
}
