import { formatDay } from '../../../shared/format.ts';
import type { Visit } from '../visit.ts';
import type { AgendaFilter, Period } from './agenda-filter.ts';
import type { Agenda } from './read-agenda.ts';

/** One thing that was chosen, in words, and what takes it away. */
export type ActiveChoice = {
  readonly text: string;
  readonly without: Partial<AgendaFilter>;
};

/** What a reader chose, each as a thing of its own that can be taken away. */
export function activeChoices(agenda: Agenda, visit: Visit): readonly ActiveChoice[] {
  const { filter, chosen } = agenda;
  const { t } = visit;
  const choices: readonly (ActiveChoice | null)[] = [
    filter.text === ''
      ? null
      : { text: t('agendaPage.words', { text: filter.text }), without: { text: '' } },
    filter.period === null
      ? null
      : { text: periodText(filter.period, visit), without: { period: null } },
    chosen.collective === null
      ? null
      : { text: chosen.collective.name, without: { collective: null } },
    chosen.village === null ? null : { text: chosen.village.name, without: { village: null } },
    filter.tag === null ? null : { text: filter.tag, without: { tag: null } },
    filter.isFree ? { text: t('agendaPage.free'), without: { isFree: false } } : null,
    filter.hasPlaces ? { text: t('agendaPage.hasPlaces'), without: { hasPlaces: false } } : null,
  ];
  return choices.filter((choice) => choice !== null);
}

function periodText(period: Period, visit: Visit): string {
  const { t, language } = visit;
  if (period.kind !== 'days') return t(`agendaPage.${period.kind}`);
  const from = formatDay(period.from, language);
  return period.from === period.to
    ? t('agendaPage.on', { day: from })
    : t('agendaPage.between', { from, to: formatDay(period.to, language) });
}
