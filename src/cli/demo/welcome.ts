import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { loadDemoData } from '../../cloud/demo/demo-data.ts';
import { managerEmail } from '../../cloud/site/demo/seed-site.ts';
import { PATHS_OF_SITE } from '../../cloud/site/paths.ts';
import type { WindowProgram } from './electron.ts';
import { DEMO_BADGE, DEMO_TILL } from './tray.ts';
import type { DemoStationPlace } from './tray.ts';

/** Prints where everything is and how to get in, for somebody who has just started the demo. */
export function printWelcome(places: {
  readonly siteUrl: string;
  readonly kioskUrl: string;
  readonly badgeUrl: string;
  readonly window: WindowProgram;
}): void {
  const demo = loadDemoData();
  const staffOf = (place: DemoStationPlace): DemoData['staff'] => {
    const collective = demo.collectives.find(({ slug }) => slug === place.slug);
    return demo.staff.filter((one) => one.collectiveId === collective?.id);
  };
  const managers = [...staffOf(DEMO_TILL), ...staffOf(DEMO_BADGE)].filter(
    ({ right }) => right === 'manager',
  );
  const [holder] = demo.people;
  const lines = [
    '',
    `  Kiosk    ${places.kioskUrl}`,
    ...explainWindow(places.window),
    `           staff: ${withPins(staffOf(DEMO_TILL))}`,
    '           then touch an article, and a Pass in the tray',
    '',
    `  Badge    ${places.badgeUrl}`,
    '           the door of the coworking place: touch a Pass in the tray to come in',
    `           staff: ${withPins(staffOf(DEMO_BADGE))}`,
    '',
    `  Site     ${places.siteUrl}`,
    ...(holder === undefined ? [] : [`           a holder of a Pass: ${holder.email}`]),
    ...managers.map(
      ({ name }) => `           who runs it: ${managerEmail(name)}, then ${PATHS_OF_SITE.office}`,
    ),
    `           the codes to sign in arrive in ${places.siteUrl}${PATHS_OF_SITE.demoMails}`,
    '',
    '  Ctrl+C stops. npm start -- --fresh begins again.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

const withPins = (staff: DemoData['staff']): string =>
  staff.map(({ name, pin }) => `${name}, PIN ${pin}`).join(' · ');

const WHY_NO_WINDOW = {
  'not-wanted': ['open this address in a browser of this machine'],
  'no-display': ['no display here: open this address in a browser of this machine'],
  'no-electron': [
    'Electron’s own program is missing: open this address in a browser of this machine',
    '(to get the window: node node_modules/electron/install.js)',
  ],
  'would-not-open': [
    'the window did not open (the lines above say why): open this address in a browser',
  ],
} as const;

function explainWindow(window: WindowProgram): readonly string[] {
  if (window.kind === 'found') return [];
  return WHY_NO_WINDOW[window.why].map((line) => `           ${line}`);
}
