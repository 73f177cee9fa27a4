/**
 * `tibillet verify PATH [--key HEX | --key-file PATH] [--seal PATH] [--language fr|en] [--json]`:
 * checks the journal of a station and names every fault in plain words. PATH is the journal or the
 * folder it is in. Nothing is written; the station may be running.
 *
 * Exit codes:
 * 0 the journal is whole
 * 1 wrong use of the command (from commander)
 * 2 the journal has faults; each is named
 * 3 the journal cannot be read: missing, not a journal, of a newer version, no right to read it
 * 4 the key that was given is not one
 */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import en from '../../resources/locales/en/verify.json' with { type: 'json' };
import fr from '../../resources/locales/fr/verify.json' with { type: 'json' };
import { DEFAULT_LANGUAGE, LANGUAGES, isLanguage, makeTranslations } from '../shared/i18n.ts';
import type { Language, Translate } from '../shared/i18n.ts';
import { publicKeyFromHex } from '../shared/node/crypto.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { checkJournalFiles } from '../station/journal/check-files.ts';
import type {
  JournalFault,
  JournalNote,
  JournalReport,
} from '../station/journal/journal-report.ts';
import { openKeyFile } from '../station/journal/key-store.ts';
import { STATION_PROJECTIONS } from '../station/projections/all.ts';

export type VerifyOptions = {
  readonly key?: string;
  readonly keyFile?: string;
  readonly seal?: string;
  readonly language: Language;
  readonly json?: true;
};

/** What the command says and how it ends. */
export type VerifyOutcome = { readonly exitCode: 0 | 2 | 3 | 4; readonly text: string };

type Catalogue = typeof fr;
type Words = Translate<Catalogue>;

const TRANSLATIONS = makeTranslations<Catalogue>({ fr, en });
const FAULTS_SHOWN_MAX = 200;
const NOTES_SHOWN_MAX = 20;

export function registerVerify(program: Command): void {
  program
    .command('verify')
    .argument('<path>', 'journal.sqlite of a station, or the folder it is in')
    .description('check the journal of a station and name every fault')
    .addOption(
      new Option('--key <hex>', 'public key of the station, 64 hex digits').conflicts('keyFile'),
    )
    .option('--key-file <path>', 'the station’s own key file')
    .option('--seal <path>', 'the seal; beside the journal when not given')
    .addOption(
      new Option('--language <code>', 'language of the answer')
        .choices(LANGUAGES)
        .default(languageOfMachine()),
    )
    .option('--json', 'answer in JSON')
    .action((path: string, options: VerifyOptions) => {
      const { exitCode, text } = verify(path, options);
      process.exitCode = exitCode;
      process.stdout.write(`${text}\n`);
    });
}

export function verify(path: string, options: VerifyOptions): VerifyOutcome {
  const words = TRANSLATIONS[options.language];
  const refuse = (
    exitCode: 3 | 4,
    code: keyof Catalogue['refused'],
    values: Readonly<Record<string, string>> = {},
  ): VerifyOutcome => {
    const message = words(`refused.${code}`, values);
    return {
      exitCode,
      text: options.json ? JSON.stringify({ ok: false, error: code, message }) : message,
    };
  };

  const key = readKey(options);
  if (!key.ok) return refuse(4, key.error.code, { detail: key.error.detail });
  const databasePath = isFolder(path) ? join(path, 'journal.sqlite') : path;
  if (!existsSync(databasePath)) return refuse(3, 'missing', { path: databasePath });
  const checked = checkJournalFiles({
    databasePath,
    sealPath: options.seal ?? sealBeside(databasePath),
    projections: STATION_PROJECTIONS,
    ...(key.value === undefined ? {} : { publicKeyHex: key.value }),
  });
  if (!checked.ok) {
    const detail = checked.error.code === 'io' ? checked.error.detail : '';
    return refuse(3, checked.error.code, { path: databasePath, detail });
  }
  const report = checked.value;
  const exitCode = report.faults.length === 0 ? 0 : 2;
  if (options.json) {
    const isKeyTrusted = key.value !== undefined;
    return { exitCode, text: JSON.stringify({ ok: exitCode === 0, isKeyTrusted, ...report }) };
  }
  return { exitCode, text: linesOf(report, key.value !== undefined, words).join('\n') };
}

type KeyProblem = {
  readonly code: 'key-not-valid' | 'key-file-not-valid';
  readonly detail: string;
};

/** The public key that must have signed; undefined when none was given. */
function readKey({ key, keyFile }: VerifyOptions): Result<string | undefined, KeyProblem> {
  if (keyFile !== undefined) {
    const opened = openKeyFile(keyFile, { makes: false });
    return opened.ok
      ? ok(opened.value.publicKeyHex)
      : err({ code: 'key-file-not-valid', detail: opened.error.message });
  }
  if (key === undefined) return ok(undefined);
  const hex = key.trim().toLowerCase();
  return publicKeyFromHex(hex) === undefined ? err({ code: 'key-not-valid', detail: '' }) : ok(hex);
}

function linesOf(report: JournalReport, isKeyTrusted: boolean, words: Words): readonly string[] {
  const { faults, faultsLeftOut, notes, entries, sound } = report;
  const count = faults.length + faultsLeftOut;
  const hidden = Math.max(0, faults.length - FAULTS_SHOWN_MAX) + faultsLeftOut;
  const lines = [count === 0 ? words('whole', { entries }) : words('faults', { faults: count })];
  lines.push(...faults.slice(0, FAULTS_SHOWN_MAX).map((fault) => `- ${faultLine(fault, words)}`));
  if (hidden > 0) lines.push(`- ${words('left-out', { count: hidden })}`);
  if (count > 0) lines.push(words('sound', { sound, entries }));
  if (report.soundAfterBreak > 0) {
    lines.push(words('after-break', { count: report.soundAfterBreak }));
  }
  lines.push(...notes.slice(0, NOTES_SHOWN_MAX).map((note) => noteLine(note, words)));
  const { stationId, publicKeyHex, sealedSeq, countersignedSeq } = report;
  if (stationId !== undefined) lines.push(words('station', { stationId }));
  if (publicKeyHex !== undefined) lines.push(words('key', { publicKeyHex }));
  if (!isKeyTrusted) lines.push(words('key-from-file'));
  if (sealedSeq !== undefined) lines.push(words('sealed', { seq: sealedSeq }));
  if (countersignedSeq !== undefined) lines.push(words('countersigned', { seq: countersignedSeq }));
  return lines;
}

function faultLine(fault: JournalFault, words: Words): string {
  if (fault.kind === 'field-not-valid') {
    const field = words(`field.${fault.field}`);
    return words('fault.field-not-valid', { seq: fault.seq, field });
  }
  if (fault.kind === 'hash-mismatch') {
    const fields = fault.fields.map((field) => words(`field.${field}`)).join(', ');
    return words('fault.hash-mismatch', { seq: fault.seq, fields });
  }
  if (fault.kind === 'other-history') {
    return words(`fault.other-history_${fault.by}`, { seq: fault.seq });
  }
  const { kind, ...values } = fault;
  return words(`fault.${kind}`, values);
}

function noteLine(note: JournalNote, words: Words): string {
  if (note.kind === 'time-went-back') {
    const seconds = Math.ceil(note.byMs / 1_000);
    return words('note.time-went-back', { seq: note.seq, seconds });
  }
  const { kind, ...values } = note;
  return words(`note.${kind}`, values);
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const sealBeside = (path: string): string =>
  join(dirname(path), `${basename(path, extname(path))}.seal`);

function languageOfMachine(): Language {
  const code = (process.env['LC_ALL'] ?? process.env['LANG'] ?? '').slice(0, 2);
  return isLanguage(code) ? code : DEFAULT_LANGUAGE;
}
