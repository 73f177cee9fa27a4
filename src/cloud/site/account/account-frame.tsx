import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';

type AccountTab = 'purse' | 'passes' | 'badge' | 'sessions';

const TABS = [
  { tab: 'purse', path: PATHS_OF_SITE.purse, icon: 'purse' },
  { tab: 'passes', path: PATHS_OF_SITE.passes, icon: 'pass' },
  { tab: 'badge', path: PATHS_OF_SITE.badge, icon: 'clock' },
  { tab: 'sessions', path: PATHS_OF_SITE.devices, icon: 'lock' },
] as const;

type AccountFrameProps = PropsWithChildren<{ readonly visit: Visit; readonly tab: AccountTab }>;

/** The pages of "mon compte" side by side. */
export const AccountFrame = ({ visit, tab, children }: AccountFrameProps) => (
  <div class="account">
    <nav class="tabs" aria-label={visit.t('account.menu')}>
      {TABS.map((entry) => (
        <a href={entry.path} class="tab" aria-current={entry.tab === tab ? 'page' : undefined}>
          <Icon name={entry.icon} />
          {visit.t(`account.${entry.tab}`)}
        </a>
      ))}
    </nav>
    {children}
  </div>
);
