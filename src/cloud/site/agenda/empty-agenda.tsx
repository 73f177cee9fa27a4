import { dayOf } from '../../../shared/format.ts';
import { EmptyState } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { EVERYTHING, agendaAddress } from './agenda-filter.ts';
import { activeChoices } from './choices-text.ts';
import { RESULTS_ID } from './finder.tsx';
import type { Agenda } from './read-agenda.ts';

type EmptyAgendaProps = { readonly visit: Visit; readonly agenda: Agenda };

/** Nothing was found: why, and which choice to take away to find something. */
export const EmptyAgenda = ({ visit, agenda }: EmptyAgendaProps) => {
  const { t } = visit;
  if (agenda.total === 0) {
    return (
      <EmptyState icon="calendar" title={t('agenda.emptyTitle')}>
        <p>{t('agendaPage.emptyNone')}</p>
        <ButtonLink href={PATHS_OF_SITE.places} kind="second" icon="pin">
          {t('agendaPage.seePlaces')}
        </ButtonLink>
      </EmptyState>
    );
  }
  const ways = activeChoices(agenda, visit).filter(({ without }) => agenda.countWith(without) > 0);
  return (
    <EmptyState icon="calendar" title={t('agendaPage.emptyTitle')}>
      <p>{whyEmpty(agenda, visit)}</p>
      <p class="buttons empty-ways">
        {ways.length < 2
          ? null
          : ways.map(({ text, without }) => (
              <ButtonLink
                href={`${agendaAddress(agenda.filter, without)}#${RESULTS_ID}`}
                kind="second"
              >
                {t('agendaPage.seeWithout', { choice: text })}
              </ButtonLink>
            ))}
        <ButtonLink href={agendaAddress(EVERYTHING)} kind="second" icon="calendar">
          {t('agenda.seeAll')}
        </ButtonLink>
      </p>
    </EmptyState>
  );
};

function whyEmpty({ filter, countWith, total }: Agenda, visit: Visit): string {
  const { t, now } = visit;
  const { period } = filter;
  if (period?.kind === 'days' && period.to < dayOf(now, 'Europe/Paris')) {
    return t('agendaPage.emptyPast');
  }
  // Places are not in this count: without that choice something was there.
  if (filter.hasPlaces && countWith({}) > 0) return t('agendaPage.emptyFull');
  return t('agendaPage.emptyHint', { count: total });
}
