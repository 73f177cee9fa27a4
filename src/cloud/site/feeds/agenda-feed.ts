import { DEFAULT_LANGUAGE, isLanguage } from '../../../shared/i18n.ts';
import type { Language } from '../../../shared/i18n.ts';
import type { AnyoneCall, Call } from '../../http/route.ts';
import { agendaAddress, readFilter } from '../agenda/agenda-filter.ts';
import { agendaTitle } from '../agenda/agenda-title.ts';
import { EVENTS_SHOWN_MAX } from '../agenda/event-store.ts';
import type { EventOnSite } from '../agenda/event-store.ts';
import { loadPage, readAgenda } from '../agenda/read-agenda.ts';
import type { Words } from '../agenda/price-text.ts';
import { SITE_TEXTS } from '../texts.ts';

/** How many pages of the agenda a feed holds. */
const PAGES_IN_FEED = 2;

export type AgendaForFeed = {
  readonly words: Words;
  /** "L’agenda de L’Établi". */
  readonly name: string;
  /** Address of the same agenda as a page. */
  readonly page: string;
  readonly events: readonly EventOnSite[];
};

/** The agenda that the address of a feed asks for, with the same names as the page's. */
export async function readAgendaForFeed(call: AnyoneCall): Promise<AgendaForFeed> {
  const { db, config, clock } = call.deps;
  const words = readWords(call);
  const now = clock();
  const filter = readFilter((name) => call.c.req.query(name));
  const agenda = await readAgenda(db, { filter, personId: null, now });
  const { collective, village } = agenda.chosen;
  const events = await loadPage(db, agenda.found, {
    number: 1,
    size: EVENTS_SHOWN_MAX * PAGES_IN_FEED,
    now,
  });
  return {
    words,
    name:
      collective === null && village === null ? words.t('feeds.all') : agendaTitle(agenda, words),
    page: new URL(agendaAddress(agenda.filter), config.publicUrl).href,
    events,
  };
}

/**
 * The language of a feed stands in its address, else French. Never in a cookie: readers of feeds
 * have none, and what is the same for everybody may be kept by everybody.
 */
export function readWords(call: Call): Words {
  const asked = call.c.req.query('lang');
  return wordsIn(isLanguage(asked) ? asked : DEFAULT_LANGUAGE);
}

export const wordsIn = (language: Language): Words => ({ language, t: SITE_TEXTS[language] });
