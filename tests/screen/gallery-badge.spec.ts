import type { Question, Reply } from '../../src/contract/kiosk/questions.ts';
import { toId } from '../../src/shared/ids.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { EARLIER, LAST_WEEK } from '../helpers/page/states.ts';
import { BADGE_GALLERY } from './gallery-badge-states.ts';

/** The door of a shared office, drawn and measured: it is read from two metres. */

const reply = (question: Question): Reply =>
  question.kind === 'guests'
    ? {
        kind: 'guests',
        rows: ['Hélène', 'Malo', 'Jean-Barnabé'].map((name, index) => ({
          presenceId: toId<'Presence'>(exampleUuid(2_200 + index)),
          name,
          spaceName: 'Bureaux partagés',
          inAt: index === 1 ? LAST_WEEK : EARLIER,
        })),
      }
    : { kind: 'refused', reason: 'needs-network' };

drawGallery({
  name: 'the badge station',
  reply,
  states: BADGE_GALLERY,
  opened: {
    'badge-guest': [
      'badge-idle',
      '.door-no-pass',
      ['.letter', /^z$/i],
      ['.letter', /^o$/i],
      ['.letter', /^é|éàç/],
    ],
    'badge-guest-spaces': ['badge-spaces', '.door-no-pass'],
    'badge-guest-demo': ['badge-demo', '.door-no-pass'],
    'badge-guest-out': ['badge-spaces', '.door-no-pass', ['.segment', /pars|leaving/]],
    'badge-team': ['badge-demo', ['.door-foot .button', /Équipe|Team/]],
  },
  kept: new Set([
    'badge-idle',
    'badge-spaces',
    'badge-space-chosen',
    'badge-no-space',
    'badge-in',
    'badge-in-dues',
    'badge-in-volunteer',
    'badge-out',
    'badge-out-included',
    'badge-out-nothing',
    'badge-out-to-pay',
    'badge-ask-undo',
    'badge-ask-space',
    'badge-undone',
    'badge-refused',
    'badge-guest',
    'badge-guest-out',
    'badge-team',
  ]),
});
