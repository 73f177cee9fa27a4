import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { listPlaces } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';

const PARTS = [
  {
    title: 'badge.notice.whatTitle',
    icon: 'list',
    lines: [
      'badge.notice.what1',
      'badge.notice.what2',
      'badge.notice.what3',
      'badge.notice.what4',
      'badge.notice.what5',
    ],
  },
  {
    title: 'badge.notice.whyTitle',
    icon: 'info',
    lines: ['badge.notice.why1', 'badge.notice.why2', 'badge.notice.why3', 'badge.notice.why4'],
  },
  {
    title: 'badge.notice.whoTitle',
    icon: 'people',
    lines: ['badge.notice.who1', 'badge.notice.who2', 'badge.notice.who3', 'badge.notice.who4'],
  },
  {
    title: 'badge.notice.longTitle',
    icon: 'clock',
    lines: ['badge.notice.long1', 'badge.notice.long2', 'badge.notice.long3'],
    hasPlaces: true,
  },
  {
    title: 'badge.notice.howTitle',
    icon: 'shield',
    lines: ['badge.notice.how1', 'badge.notice.how2', 'badge.notice.how3'],
  },
  {
    title: 'badge.notice.rightsTitle',
    icon: 'hand',
    lines: [
      'badge.notice.rights1',
      'badge.notice.rights2',
      'badge.notice.rights3',
      'badge.notice.rights4',
      'badge.notice.rights5',
      'badge.notice.rights6',
    ],
  },
] as const;

/** The long notice (RULES B9): what is noted, why, who sees it, how long, and what one can do. */
export const showNoticeRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.badgeNotice,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, await call.findPerson());
    const places = await listPlaces(call.deps.db);
    const title = visit.t('badge.notice.title');
    return answerPage(call, visit, {
      title,
      body: (
        <div class="narrow notice-page">
          <h1>{title}</h1>
          <p class="lead">{visit.t('badge.notice.lead')}</p>
          {PARTS.map((part) => (
            <NoticePart visit={visit} part={part} places={places} />
          ))}
          <p>
            <a href={PATHS_OF_SITE.badge}>{visit.t('badge.notice.toMine')}</a>
          </p>
        </div>
      ),
    });
  },
} satisfies Route;

type PartProps = {
  readonly visit: Visit;
  readonly part: (typeof PARTS)[number];
  readonly places: readonly BadgePlace[];
};

const NoticePart = ({ visit, part, places }: PartProps) => (
  <section class="panel">
    <h2 class="with-icon">
      <Icon name={part.icon} />
      <span>{visit.t(part.title)}</span>
    </h2>
    <ul class="plain-list">
      {part.lines.map((line) => (
        <li>{visit.t(line)}</li>
      ))}
      {'hasPlaces' in part
        ? places.map(({ name, keepMonths }) => (
            <li>{visit.t('badge.notice.longAt', { collective: name, count: keepMonths })}</li>
          ))
        : null}
    </ul>
  </section>
);
