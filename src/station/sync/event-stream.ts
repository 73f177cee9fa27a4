import type { Readable } from 'node:stream';
import { STREAM_SILENT_MS_MAX } from '../../contract/sync/messages.ts';

const LINE_LENGTH_MAX = 4_096;

/**
 * Reads a server-sent event stream until it ends, breaks, or is silent for too long.
 * Calls `onEvent` with the name of each event; what it carries is asked from the feed.
 */
export async function readEvents(
  stream: Readable,
  onEvent: (name: string) => void,
  silentMsMax: number = STREAM_SILENT_MS_MAX,
): Promise<void> {
  let pending = '';
  let watchdog = setTimeout(() => stream.destroy(), silentMsMax);
  try {
    for await (const chunk of stream) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => stream.destroy(), silentMsMax);
      const lines = (pending + String(chunk)).split('\n');
      pending = (lines.pop() ?? '').slice(-LINE_LENGTH_MAX);
      for (const line of lines) {
        if (line.startsWith('event:')) onEvent(line.slice('event:'.length).trim());
      }
    }
  } catch {
    // A broken stream ends like a closed one: the caller opens another.
  } finally {
    clearTimeout(watchdog);
  }
}
