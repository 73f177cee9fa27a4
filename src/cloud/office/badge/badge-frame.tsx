import type { Child, PropsWithChildren } from 'hono/jsx';
import type { ManagerCall } from '../../http/route.ts';
import { answerPage } from '../../site/page.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';
import type { BadgeOffice } from './badge-office.ts';
import { badgePath } from './badge-paths.ts';

const TABS = [
  ['board', 'people'],
  ['month', 'calendar'],
  ['invoices', 'receipt'],
  ['plans', 'euro'],
  ['spaces', 'space'],
  ['teams', 'link'],
  ['settings', 'settings'],
] as const;

export type BadgeTab = (typeof TABS)[number][0];

type FrameProps = PropsWithChildren<{
  readonly visit: Visit;
  readonly slug: string;
  readonly tab: BadgeTab;
}>;

/** The badge pages side by side. */
const BadgeFrame = ({ visit, slug, tab, children }: FrameProps) => (
  <div class="account office">
    <p class="back no-print">
      <a href={collectiveOfficePath(slug)}>
        <Icon name="back" />
        {visit.t('office.back')}
      </a>
    </p>
    <nav class="choices no-print" aria-label={visit.t('badgeOffice.menu')}>
      {TABS.map(([page, icon]) => (
        <a
          href={badgePath(slug, page)}
          class="chip"
          aria-current={page === tab ? 'page' : undefined}
        >
          <Icon name={icon} />
          {visit.t(`badgeOffice.tabs.${page}`)}
        </a>
      ))}
    </nav>
    {children}
  </div>
);

type BadgePageContent = {
  readonly title: string;
  readonly tab: BadgeTab;
  readonly body: Child;
  /** What says that the page has changed, for one that keeps itself fresh; only where nothing is typed. */
  readonly stateUrl?: string;
  readonly status?: 200 | 422;
};

/** Draws a badge page of the office and answers it. */
export const answerBadgePage = (
  call: ManagerCall,
  { visit, collective }: BadgeOffice,
  { title, tab, body, stateUrl, status }: BadgePageContent,
): Promise<Response> =>
  answerPage(
    call,
    visit,
    {
      title: `${title} · ${collective.name}`,
      section: 'office',
      isPrivate: true,
      ...(stateUrl === undefined ? {} : { module: 'account-module' as const, stateUrl }),
      body: (
        <BadgeFrame visit={visit} slug={collective.slug} tab={tab}>
          {body}
        </BadgeFrame>
      ),
    },
    status ?? 200,
  );
