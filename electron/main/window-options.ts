import type { BrowserWindowConstructorOptions, Input } from 'electron';

/** In memory only: the key of the kiosk and its pages are never on the disk of the window. */
export const KIOSK_PARTITION = 'kiosk';

/** `--dusk` of resources/look/tokens.css: what is seen before the first page is drawn. */
const DUSK = '#141c3a';

export const windowOptions = (options: {
  readonly isFullScreen: boolean;
  readonly preloadPath: string;
}): BrowserWindowConstructorOptions => ({
  title: 'TiBillet Station',
  width: 1280,
  height: 800,
  minWidth: 1024,
  minHeight: 700,
  kiosk: options.isFullScreen,
  fullscreen: options.isFullScreen,
  minimizable: !options.isFullScreen,
  autoHideMenuBar: true,
  backgroundColor: DUSK,
  show: false,
  webPreferences: {
    partition: KIOSK_PARTITION,
    preload: options.preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !options.isFullScreen,
  },
});

const TEXT_EDITING_KEYS = ['a', 'c', 'v', 'x', 'z'];

/** Keys that a browser gives a meaning and a kiosk does not: reload, zoom, print, tools, close. */
export function isShellShortcut(input: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean {
  if (/^F([1-9]|1[0-2])$/.test(input.key) || input.key.startsWith('Browser')) return true;
  if (input.alt && input.key.startsWith('Arrow')) return true;
  // AltGr, which types signs, is told as Control and Alt by some systems.
  if (input.control && input.alt) return false;
  const isTextEditing = TEXT_EDITING_KEYS.includes(input.key.toLowerCase());
  return (input.control || input.meta) && !isTextEditing;
}
