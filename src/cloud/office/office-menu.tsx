import { Icon } from '../site/parts/icon.tsx';
import type { SiteKey } from '../site/texts.ts';
import type { Visit } from '../site/visit.ts';
import { badgePath } from './badge/badge-paths.ts';
import { bookingsOfficePath } from './bookings/booking-paths.ts';
import { membersPath } from './members/member-paths.ts';
import { cardRequestsPath } from './requests/card-requests.tsx';
import { erasuresPath } from './requests/erasures.tsx';
import { officeShiftsPath } from './volunteers/shift-paths.ts';

type Entry = {
  readonly path: string;
  readonly icon: string;
  readonly title: SiteKey;
  readonly what: SiteKey;
};

/** The parts of gestion, one line each. A new one adds its line. */
const entriesOf = (slug: string): readonly Entry[] => [
  {
    ...{ path: bookingsOfficePath(slug), icon: 'ticket' },
    ...{ title: 'bookingsOffice.title', what: 'bookingsOffice.open' },
  },
  {
    ...{ path: membersPath(slug), icon: 'heart' },
    ...{ title: 'membersOffice.title', what: 'membersOffice.open' },
  },
  {
    ...{ path: officeShiftsPath(slug), icon: 'hand' },
    ...{ title: 'shiftOffice.title', what: 'shiftOffice.open' },
  },
  {
    ...{ path: cardRequestsPath(slug), icon: 'pass' },
    ...{ title: 'cardOffice.title', what: 'cardOffice.open' },
  },
  {
    ...{ path: erasuresPath(slug), icon: 'erase' },
    ...{ title: 'erasures.title', what: 'erasures.open' },
  },
  {
    ...{ path: badgePath(slug, 'board'), icon: 'door' },
    ...{ title: 'badgeOffice.title', what: 'badgeOffice.open' },
  },
];

type MenuProps = { readonly visit: Visit; readonly slug: string };

/** Where each part of gestion is, with what one does there. */
export const OfficeMenu = ({ visit, slug }: MenuProps) => (
  <nav class="panel office-menu" aria-label={visit.t('shiftOffice.menu')}>
    <ul class="rows">
      {entriesOf(slug).map(({ path, icon, title, what }) => (
        <li class="row">
          <span class="row-mark">
            <Icon name={icon} />
          </span>
          <span class="row-text">
            <a href={path}>{visit.t(title)}</a>
            <span class="soft">{visit.t(what)}</span>
          </span>
        </li>
      ))}
    </ul>
  </nav>
);
