import type { Words } from './price-text.ts';
import type { Agenda } from './read-agenda.ts';

/** What the agenda is called, for a page or a feed. */
export function agendaTitle({ chosen }: Pick<Agenda, 'chosen'>, { t }: Words): string {
  const { collective, village } = chosen;
  if (collective !== null) return t('agenda.titleOf', { collective: collective.name });
  return village === null
    ? t('agenda.title')
    : t('agendaPage.titleVillage', { village: village.name });
}
