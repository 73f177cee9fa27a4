/**
 * Which folder may import which (docs: architecture). Lint reads this table and refuses all that
 * is not in it; tests/unit/lint-matrix.test.ts plants violations to prove that lint does.
 */
export type FolderName =
  | 'shared'
  | 'shared-node'
  | 'domain'
  | 'contract'
  | 'station'
  | 'readers'
  | 'cloud'
  | 'site-client'
  | 'cli'
  | 'electron-main'
  | 'electron-preload'
  | 'renderer'
  | 'resources'
  | 'build'
  | 'tests';

export type FolderRule = {
  /** Where it is, from the root of the project. A folder inside another one comes before it. */
  readonly path: string;
  /** Our folders it may import; always itself too. */
  readonly imports: readonly FolderName[];
  /** Our folders of which it may import types only. */
  readonly importsTypes?: readonly FolderName[];
  /** Packages it may import, as patterns. A package that is nowhere in this table is refused. */
  readonly packages: readonly string[];
  /** Whether it may import Node's own modules. */
  readonly hasNode: boolean;
};

const PURE = ['shared', 'domain', 'contract'] as const;

export const IMPORT_MATRIX: Readonly<Record<FolderName, FolderRule>> = {
  'shared-node': {
    path: 'src/shared/node',
    imports: ['shared'],
    packages: [],
    hasNode: true,
  },
  shared: {
    path: 'src/shared',
    imports: [],
    importsTypes: ['resources'],
    packages: ['temporal-polyfill', 'uuid', 'i18next'],
    hasNode: false,
  },
  domain: {
    path: 'src/domain',
    imports: ['shared'],
    packages: ['canonicalize', 'receiptline'],
    hasNode: false,
  },
  contract: {
    path: 'src/contract',
    imports: ['shared'],
    importsTypes: ['domain'],
    packages: ['zod'],
    hasNode: false,
  },
  // The native module that reads cards can crash: it is loaded here and nowhere else.
  readers: {
    path: 'src/station/readers',
    imports: [...PURE, 'shared-node', 'station'],
    packages: ['nfc-pcsc', 'pino'],
    hasNode: true,
  },
  station: {
    path: 'src/station',
    imports: [...PURE, 'shared-node', 'readers', 'resources'],
    packages: ['axios', 'better-sqlite3', 'pino', 'receiptline', 'sirv', 'uqr', 'ws'],
    hasNode: true,
  },
  // The small modules of the site run in the page of the public.
  'site-client': {
    path: 'src/cloud/site/client',
    imports: ['shared', 'contract'],
    packages: [],
    hasNode: false,
  },
  cloud: {
    path: 'src/cloud',
    imports: [...PURE, 'shared-node', 'resources'],
    packages: [
      '@hono/node-server',
      'better-sqlite3',
      'hono',
      'kysely',
      'nodemailer',
      'pdfkit',
      'pg',
      'pino',
      'stripe',
      'uqr',
    ],
    hasNode: true,
  },
  // Commands start the station and the cloud, and read a journal; they never read cards themselves.
  cli: {
    path: 'src/cli',
    imports: [...PURE, 'shared-node', 'station', 'cloud', 'resources'],
    packages: ['commander'],
    hasNode: true,
  },
  // The sentences of its waiting page come from the catalogue.
  'electron-main': {
    path: 'electron/main',
    // shared-node: the supervisor, which the command line uses too when there is no window.
    imports: ['shared', 'contract', 'shared-node', 'resources'],
    packages: ['electron'],
    hasNode: true,
  },
  // Sandboxed: there is no Node in it.
  'electron-preload': {
    path: 'electron/preload',
    imports: ['shared', 'contract'],
    packages: ['electron'],
    hasNode: false,
  },
  renderer: {
    path: 'renderer',
    imports: [...PURE, 'resources'],
    packages: ['jsqr', 'react', 'react-dom', 'zustand'],
    hasNode: false,
  },
  resources: { path: 'resources', imports: [], packages: [], hasNode: false },
  build: { path: 'build', imports: [], packages: ['*', '@*/*'], hasNode: true },
  tests: {
    path: 'tests',
    imports: [
      ...PURE,
      'shared-node',
      'station',
      'readers',
      'cloud',
      'site-client',
      'cli',
      'electron-main',
      'electron-preload',
      'renderer',
      'resources',
      'build',
    ],
    packages: ['*', '@*/*'],
    hasNode: true,
  },
};
