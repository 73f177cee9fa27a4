import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IMPORT_MATRIX, type FolderName } from '../../build/import-matrix.ts';

/**
 * What DESIGN 2 allows, written down again by hand: a change of the table alone turns this red.
 * Tests and tools are left out: they may import all.
 */
const ALLOWED_FOLDERS = {
  shared: ['shared'],
  'shared-node': ['shared', 'shared-node'],
  domain: ['shared', 'domain'],
  contract: ['shared', 'contract'],
  station: ['shared', 'shared-node', 'domain', 'contract', 'station', 'readers', 'resources'],
  readers: ['shared', 'shared-node', 'domain', 'contract', 'station', 'readers'],
  cloud: ['shared', 'shared-node', 'domain', 'contract', 'cloud', 'resources'],
  'site-client': ['shared', 'contract', 'site-client'],
  cli: ['shared', 'shared-node', 'domain', 'contract', 'station', 'cloud', 'cli', 'resources'],
  'electron-main': ['shared', 'shared-node', 'contract', 'electron-main', 'resources'],
  'electron-preload': ['shared', 'contract', 'electron-preload'],
  renderer: ['shared', 'domain', 'contract', 'renderer', 'resources'],
} as const satisfies Partial<Record<FolderName, readonly FolderName[]>>;

const ALLOWED_PACKAGES: Readonly<Record<string, readonly (keyof typeof ALLOWED_FOLDERS)[]>> = {
  uuid: ['shared'],
  i18next: ['shared'],
  'temporal-polyfill': ['shared'],
  canonicalize: ['domain'],
  zod: ['contract'],
  axios: ['station'],
  'better-sqlite3': ['station', 'cloud'],
  pino: ['station', 'readers', 'cloud'],
  ws: ['station'],
  sirv: ['station'],
  'nfc-pcsc': ['readers'],
  hono: ['cloud'],
  'hono/jsx': ['cloud'],
  '@hono/node-server': ['cloud'],
  kysely: ['cloud'],
  pg: ['cloud'],
  jsqr: ['renderer'],
  nodemailer: ['cloud'],
  stripe: ['cloud'],
  uqr: ['cloud', 'station'],
  commander: ['cli'],
  react: ['renderer'],
  'react-dom/client': ['renderer'],
  zustand: ['renderer'],
  electron: ['electron-main', 'electron-preload'],
  'node:fs': ['shared-node', 'station', 'readers', 'cloud', 'cli', 'electron-main'],
  fs: ['shared-node', 'station', 'readers', 'cloud', 'cli', 'electron-main'],
  vite: [],
};

const MATRIX_RULE = 'boundaries(dependencies)';

type Planted = { readonly file: string; readonly isAllowed: boolean };

const root = resolve(import.meta.dirname, '../..');
const checkedFolders = Object.keys(ALLOWED_FOLDERS) as (keyof typeof ALLOWED_FOLDERS)[];

const folderPlants: readonly Planted[] = checkedFolders.flatMap((from) =>
  [...checkedFolders, 'resources' as const, 'tests' as const].map((to) => ({
    file: `${IMPORT_MATRIX[from].path}/imports-folder-${to}.ts`,
    isAllowed: (ALLOWED_FOLDERS[from] as readonly string[]).includes(to),
  })),
);

const packagePlants: readonly Planted[] = checkedFolders.flatMap((from) =>
  Object.entries(ALLOWED_PACKAGES).map(([name, allowed]) => ({
    file: `${IMPORT_MATRIX[from].path}/imports-package-${nameInFile(name)}.ts`,
    isAllowed: allowed.includes(from),
  })),
);

let tree = '';
let redFiles: ReadonlySet<string> = new Set();

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'station-lint-'));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const { path } of Object.values(IMPORT_MATRIX)) plant(`${path}/target.ts`, '');
  for (const from of checkedFolders) plantImportsOf(from);
  plant('src/domain/imports-elsewhere.ts', importOf('../../elsewhere.ts'));
  plant('elsewhere.ts', '');
  plant('src/contract/imports-domain-type.ts', importOf('../domain/target.ts', 'import type'));
  plant('src/domain/loads-later.ts', "export const later = () => import('axios');\n");
  plant('src/domain/hands-on.ts', "export { value } from '../station/target.ts';\n");
  redFiles = lint();
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('lint', () => {
  test('refuses each import between folders that the matrix does not hold, and no other', () => {
    expect(redAmong(folderPlants)).toEqual(expectedRed(folderPlants));
  });

  test('refuses each package where it does not belong, and nowhere else', () => {
    expect(redAmong(packagePlants)).toEqual(expectedRed(packagePlants));
  });

  test('lets the contract take types from the domain, but no value', () => {
    expect(redFiles).not.toContain('src/contract/imports-domain-type.ts');
    expect(redFiles).toContain('src/contract/imports-folder-domain.ts');
  });

  test('sees an import that is made later, and one that is handed on', () => {
    expect(redFiles).toContain('src/domain/loads-later.ts');
    expect(redFiles).toContain('src/domain/hands-on.ts');
  });

  test('refuses a file of ours that is in no folder of the matrix', () => {
    expect(redFiles).toContain('src/domain/imports-elsewhere.ts');
  });
});

function plantImportsOf(from: keyof typeof ALLOWED_FOLDERS): void {
  const folder = IMPORT_MATRIX[from].path;
  const up = folder.replaceAll(/[^/]+/g, '..');
  for (const to of [...checkedFolders, 'resources' as const, 'tests' as const]) {
    plant(
      `${folder}/imports-folder-${to}.ts`,
      importOf(`${up}/${IMPORT_MATRIX[to].path}/target.ts`),
    );
  }
  for (const name of Object.keys(ALLOWED_PACKAGES)) {
    plant(`${folder}/imports-package-${nameInFile(name)}.ts`, importOf(name));
  }
}

const importOf = (source: string, keyword = 'import'): string =>
  `${keyword} { value } from '${source}';\nexport const used: typeof value = 1;\n`;

function nameInFile(packageName: string): string {
  return packageName.replaceAll(/[^a-z0-9]+/g, '-');
}

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text === '' ? 'export const value = 1;\n' : text);
}

const redAmong = (plants: readonly Planted[]): readonly string[] =>
  plants.map(({ file }) => file).filter((file) => redFiles.has(file));

const expectedRed = (plants: readonly Planted[]): readonly string[] =>
  plants.filter(({ isAllowed }) => !isAllowed).map(({ file }) => file);

/** Runs the real lint, with the project's own configuration, on the planted tree. */
function lint(): ReadonlySet<string> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const args = ['--config', join(root, 'oxlint.config.ts'), '--format', 'json'];
  const output = runEvenIfRed([oxlint, ...args, 'src', 'electron', 'renderer', 'elsewhere.ts']);
  const report = JSON.parse(output) as {
    readonly diagnostics: readonly { readonly code?: string; readonly filename: string }[];
  };
  return new Set(
    report.diagnostics.filter(({ code }) => code === MATRIX_RULE).map(({ filename }) => filename),
  );
}

function runEvenIfRed(args: readonly string[]): string {
  const options = { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  try {
    return execFileSync(process.execPath, [...args], options);
  } catch (error) {
    // Lint ends with 1 when it found something, which is what is asked of it here.
    return (error as { readonly stdout: string }).stdout;
  }
}
