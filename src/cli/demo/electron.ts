import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How to open the window, or why there is none. */
export type WindowProgram =
  | { readonly kind: 'found'; readonly path: string }
  | {
      readonly kind: 'none';
      readonly why: 'not-wanted' | 'no-display' | 'no-electron' | 'would-not-open';
    };

/** Looks for a display and for Electron's binary, which comes from its own host at the first start. */
export function findElectron(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): WindowProgram {
  const hasDisplay =
    process.platform !== 'linux' ||
    (environment['DISPLAY'] ?? '') !== '' ||
    (environment['WAYLAND_DISPLAY'] ?? '') !== '';
  if (!hasDisplay) return { kind: 'none', why: 'no-display' };
  const path = electronPath(environment['ELECTRON_OVERRIDE_DIST_PATH']);
  return path === undefined ? { kind: 'none', why: 'no-electron' } : { kind: 'found', path };
}

function electronPath(overrideFolder: string | undefined): string | undefined {
  if (overrideFolder !== undefined && overrideFolder !== '') {
    const path = join(overrideFolder, process.platform === 'win32' ? 'electron.exe' : 'electron');
    return existsSync(path) ? path : undefined;
  }
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : undefined;
  } catch {
    // Not installed, or its binary was not fetched: the kiosk opens in a browser.
    return undefined;
  }
}
