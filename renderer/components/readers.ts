import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';

type Readers = ScreenState['readers'];

/** The sentence is `status.readers.<word>`. */
type ReaderWord = Readers['pcsc'] | 'unplugged' | 'wedge' | 'tray';

type ReadersTold = {
  readonly words: readonly ReaderWord[];
  /** False: somebody should have a look. */
  readonly isWell: boolean;
};

const has = (readers: Readers, source: Readers['list'][number]['source']): boolean =>
  readers.list.some((reader) => reader.source === source);

/**
 * What the status line says of the readers. In the demo the tray takes the Passes, so a missing
 * USB reader is mentioned and troubles nobody. A keyboard reader is always offered, plugged in or
 * not: it calms nothing.
 */
export function tellReaders(readers: Readers): ReadersTold {
  const word = wordOf(readers);
  if (word === 'ready' || word === 'wedge' || word === 'tray') {
    return { words: [word], isWell: true };
  }
  return has(readers, 'tray')
    ? { words: ['tray', word], isWell: true }
    : { words: [word], isWell: false };
}

function wordOf(readers: Readers): ReaderWord {
  switch (readers.pcsc) {
    case 'ready':
      return has(readers, 'pcsc') ? 'ready' : 'unplugged';
    case 'off':
      if (has(readers, 'tray')) return 'tray';
      return has(readers, 'wedge') ? 'wedge' : 'off';
    case 'starting':
    case 'restarting':
    case 'no-service':
    case 'not-built':
      return readers.pcsc;
  }
}

/** Whether a Pass can be put somewhere right now, and how that is asked. */
export function passPrompt(readers: Readers): 'put-pass' | 'wedge-ready' | 'no-reader' {
  const isPcscWorking = readers.pcsc === 'ready' && has(readers, 'pcsc');
  if (isPcscWorking || has(readers, 'tray')) return 'put-pass';
  return has(readers, 'wedge') ? 'wedge-ready' : 'no-reader';
}
