import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { dayCsv } from '../../../domain/closing/day-csv.ts';
import type { CsvEntry } from '../../../domain/closing/day-csv.ts';
import type { Day } from '../../../shared/time.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { readPeriodOf } from '../../projections/day.ts';
import { readPreferences } from '../../work/preferences.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { categoryName, pointOfSaleName } from './names.ts';

const PAGE_ENTRIES = 1_000;
const KINDS: ReadonlySet<string> = new Set([
  'sale.recorded@1',
  'sale.recorded@2',
  'sale.corrected@1',
  'sale.means-changed@1',
]);

/** Writes the sales of a day beside the journal, whole or not at all, and says where. */
export function exportDay(context: StationContext, day: Day): CommandResult {
  const settings = context.knowledge.settings();
  const { language } = readPreferences(context.settings);
  const say = RECEIPT_TEXTS[language];
  const text = dayCsv(entriesOf(context, day), {
    say: (word) => say(`csv.${word}`),
    category: (id) => categoryName(context, id),
    pointOfSale: (id) => pointOfSaleName(context, id),
    timeZone: settings?.timeZone ?? 'Europe/Paris',
  });
  const folder = join(dirname(context.journal.database.name), 'exports');
  const path = join(folder, `${FILE_NAMES[language]}-${day}.csv`);
  try {
    mkdirSync(folder, { recursive: true });
    writeWhole(path, text);
  } catch (error) {
    context.logger.error({ err: error, path }, 'the sales of a day could not be written');
    return refuse(context, 'export-failed', null);
  }
  showResult(context, { kind: 'day-exported', day, path }, null);
  return DONE;
}

const FILE_NAMES = { fr: 'ventes', en: 'sales' } as const;

function* entriesOf(context: StationContext, day: Day): Generator<CsvEntry> {
  const { fromSeq, toSeq } = readPeriodOf(context.journal.database, day);
  const last = toSeq ?? context.journal.head().seq;
  for (let seq = fromSeq; seq <= last; seq += PAGE_ENTRIES) {
    for (const entry of context.journal.read(seq, PAGE_ENTRIES)) {
      if (entry.seq > last || !KINDS.has(entry.kind)) continue;
      const body = JSON.parse(Buffer.from(entry.body).toString('utf8')) as { readonly day: Day };
      // A journal from before closings existed has several days in its first period.
      if (body.day === day) yield { kind: entry.kind, at: entry.at, body };
    }
  }
}

/** Whoever opens the file meanwhile sees the old one or the new one, never half of it. */
function writeWhole(path: string, text: string): void {
  const half = `${path}.half`;
  try {
    const file = openSync(half, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
