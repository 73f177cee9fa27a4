import type { BrowserWindowConstructorOptions, Input, Rectangle } from 'electron';

/** In memory only: the key of the kiosk and its pages are never on the disk of the window. */
export const KIOSK_PARTITION = 'kiosk';

/** `--dusk` of resources/look/tokens.css: what is seen before the first page is drawn. */
const DUSK = '#141c3a';

/** What no page of ours may do. */
const GUARDED = {
  partition: KIOSK_PARTITION,
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
} as const;

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
  webPreferences: { ...GUARDED, preload: options.preloadPath, devTools: !options.isFullScreen },
});

/** The customer's: over a whole display, out of everybody's way; an ordinary one without a display. */
export const customerWindowOptions = (
  bounds: Rectangle | null,
): BrowserWindowConstructorOptions => ({
  title: 'TiBillet Station',
  ...(bounds ?? { width: 1024, height: 768 }),
  fullscreen: bounds !== null,
  frame: bounds === null,
  focusable: bounds === null,
  skipTaskbar: bounds !== null,
  autoHideMenuBar: true,
  backgroundColor: DUSK,
  show: false,
  webPreferences: { ...GUARDED, devTools: false },
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
