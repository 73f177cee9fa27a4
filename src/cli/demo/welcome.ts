import { loadDemoData } from '../../cloud/demo/demo-data.ts';
import type { WindowProgram } from './electron.ts';
import { DEMO_COLLECTIVE } from './tray.ts';

/** Prints where everything is and how to get in, for somebody who has just started the demo. */
export function printWelcome(places: {
  readonly siteUrl: string;
  readonly kioskUrl: string;
  readonly window: WindowProgram | null;
}): void {
  const demo = loadDemoData();
  const collective = demo.collectives.find(({ slug }) => slug === DEMO_COLLECTIVE);
  const staff = demo.staff.filter((one) => one.collectiveId === collective?.id);
  const holder = demo.people[0];
  const lines = [
    '',
    `  Kiosk    ${places.kioskUrl}`,
    ...explainWindow(places.window),
    `           staff: ${staff.map((one) => `${one.name}, PIN ${one.pin}`).join(' · ')}`,
    '           then touch an article, and a Pass in the tray',
    '',
    `  Site     ${places.siteUrl}`,
    ...(holder === undefined
      ? []
      : [
          `           a holder: ${holder.email}`,
          `           the code to sign in is in ${places.siteUrl}/boite-de-demonstration`,
        ]),
    '',
    '  Ctrl+C stops. npm start -- --fresh begins again.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function explainWindow(window: WindowProgram | null): readonly string[] {
  if (window === null || window.kind === 'found') return [];
  return window.why === 'no-display'
    ? ['           no display here: open this address in a browser of this machine']
    : [
        '           Electron’s own program is missing: open this address in a browser',
        '           (to get the window: node node_modules/electron/install.js)',
      ];
}
