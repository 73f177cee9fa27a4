import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';

type AccountTab = (typeof TABS)[number]['tab'];

const TABS = [
  { tab: 'purse', path: PATHS_OF_SITE.purse, icon: 'purse' },
  { tab: 'memberships', path: PATHS_OF_SITE.memberships, icon: 'heart' },
  { tab: 'bookings', path: PATHS_OF_SITE.bookings, icon: 'ticket' },
  { tab: 'badge', path: PATHS_OF_SITE.badge, icon: 'clock' },
  { tab: 'passes', path: PATHS_OF_SITE.passes, icon: 'pass' },
  { tab: 'preferences', path: PATHS_OF_SITE.preferences, icon: 'settings' },
] as const;

type AccountFrameProps = PropsWithChildren<{ readonly visit: Visit; readonly tab: AccountTab }>;

/** The six pages of "mon compte" side by side (RULES P2, P3): all are seen, none is scrolled to. */
export const AccountFrame = ({ visit, tab, children }: AccountFrameProps) => (
  <div class="account">
    <nav class="tabs" aria-label={visit.t('account.menu')}>
      {TABS.map((entry) => (
        <a href={entry.path} class="tab" aria-current={entry.tab === tab ? 'page' : undefined}>
          <Icon name={entry.icon} />
          {visit.t(`tabs.${entry.tab}`)}
        </a>
      ))}
    </nav>
    {children}
  </div>
);
