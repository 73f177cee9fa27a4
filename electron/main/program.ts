import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { STATION_CONFIG_ENV } from '../../src/contract/config/station.ts';
import type { WindowConfig } from '../../src/contract/config/window.ts';
import { STATION_NODE_ARGS } from '../../src/shared/node/station-node.ts';

/** The first start of the demo makes its data and pairs its station. */
const DEMO_START_MS_MAX = 120_000;

/** Would change the Node that holds the station's key; the app closes the same door for Electron. */
const NODE_VARIABLES = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_REPL_EXTERNAL_MODULE'];

export type Places = {
  /** The folder with `package.json`, `dist` and `resources`: beside the app, or the checkout. */
  readonly stationFolder: string;
  /** Where the demo of a packed app keeps its data. */
  readonly demoFolder: string;
  readonly isPackaged: boolean;
};

export type ChosenProgram = {
  readonly kind: 'station' | 'demo';
  readonly nodePath: string;
  readonly programPath: string;
  readonly nodeArgs?: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly startMsMax?: number;
};

/** What the window starts and keeps running. Without a station of its own the app shows what it can do. */
export function chooseProgram(
  config: Pick<WindowConfig, 'program' | 'nodePath'>,
  environment: Readonly<Record<string, string | undefined>>,
  places: Places,
): ChosenProgram {
  const kind = config.program ?? (hasStationOfItsOwn(environment) ? 'station' : 'demo');
  const shared = {
    kind,
    nodePath: config.nodePath ?? bundledNode(places.stationFolder),
    env: places.isPackaged ? withoutNodeVariables(environment) : environment,
  };
  const program = (name: string): string => join(places.stationFolder, 'dist', 'node', name);
  return kind === 'station'
    ? {
        ...shared,
        programPath: program('station/main.js'),
        nodeArgs: STATION_NODE_ARGS,
        args: [],
      }
    : {
        ...shared,
        programPath: program('cli/main.js'),
        args: ['start', '--headless', '--data', places.demoFolder],
        startMsMax: DEMO_START_MS_MAX,
      };
}

const hasStationOfItsOwn = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  ['STATION_CONFIG', STATION_CONFIG_ENV.dataDir].some((name) => (environment[name] ?? '') !== '');

const withoutNodeVariables = (
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !NODE_VARIABLES.includes(name)),
  );

/** The Node that came with the app; in a checkout the project's own, else the one of the machine. */
function bundledNode(stationFolder: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const places = [
    join(stationFolder, 'bin', name),
    join(stationFolder, 'node_modules', '.bin', name),
  ];
  return places.find((path) => existsSync(path)) ?? name;
}
