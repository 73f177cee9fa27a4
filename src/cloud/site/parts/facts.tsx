import type { Child, PropsWithChildren } from 'hono/jsx';
import type { Language } from '../../../shared/i18n.ts';
import type { Day } from '../../../shared/time.ts';
import { Icon } from './icon.tsx';

type BadgeProps = PropsWithChildren<{
  readonly tone: 'done' | 'refused' | 'attention' | 'quiet';
  readonly icon?: string;
}>;

/** A word on the state of something: "Payée", "En attente". */
export const Badge = ({ tone, icon, children }: BadgeProps) => (
  <span class={`badge badge-${tone}`}>
    {icon === undefined ? null : <Icon name={icon} />}
    {children}
  </span>
);

/** Names and what they are worth, two columns. */
export const Facts = ({ rows }: { readonly rows: readonly (readonly [string, Child])[] }) => (
  <dl class="facts-list">
    {rows.map(([name, value]) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
);

type LargeFigureProps = { readonly label: string; readonly children?: Child };

/** The figure a page is about: what is owed, how many places. */
export const LargeFigure = ({ label, children }: LargeFigureProps) => (
  <p class="figure-large">
    <span class="figure-large-label">{label}</span>
    <span class="figure-large-value">{children}</span>
  </p>
);

type EmptyStateProps = PropsWithChildren<{ readonly icon: string; readonly title: string }>;

/** Nothing yet: what would stand here, and what to do for it. */
export const EmptyState = ({ icon, title, children }: EmptyStateProps) => (
  <div class="empty">
    <Icon name={icon} />
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

// Made once: making one costs more than a hundred uses of it.
const LEAF_PARTS = {
  fr: leafPartsIn('fr-FR'),
  en: leafPartsIn('en-GB'),
} as const;

function leafPartsIn(locale: string) {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return {
    weekday: part({ weekday: 'short' }),
    number: part({ day: 'numeric' }),
    month: part({ month: 'short' }),
  };
}

/**
 * The leaf of a calendar, for lists. The eye reads it; the whole date in words must stand beside it
 * for everybody else.
 */
export const DayLeaf = ({ day, language }: { readonly day: Day; readonly language: Language }) => {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const parts = LEAF_PARTS[language];
  return (
    <span class="leaf" aria-hidden="true">
      <span>{parts.weekday.format(noon)}</span>
      <span class="leaf-number">{parts.number.format(noon)}</span>
      <span>{parts.month.format(noon)}</span>
    </span>
  );
};
