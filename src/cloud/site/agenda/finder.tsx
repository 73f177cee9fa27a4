import { Button } from '../parts/form.tsx';
import { CheckField, SelectField, TextField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import {
  EVERYTHING,
  FIELDS,
  PERIOD_WORDS,
  agendaAddress,
  periodInAddress,
} from './agenda-filter.ts';
import { activeChoices } from './choices-text.ts';
import type { ActiveChoice } from './choices-text.ts';
import type { Agenda, Choice } from './read-agenda.ts';

/** Where the answer begins: links and the form lead there, not to the top again. */
export const RESULTS_ID = 'resultats';

/** With its words, it does not fit a phone's line of chips otherwise. */
const TAGS_MAX = 30;

type FinderProps = { readonly visit: Visit; readonly agenda: Agenda };

/** Search, days and choices. Links and one form that asks by its address: no script is needed. */
export const Finder = ({ visit, agenda }: FinderProps) => {
  const { t } = visit;
  const { filter } = agenda;
  return (
    <search class="finder">
      <form action={`${PATHS_OF_SITE.agenda}#${RESULTS_ID}`} method="get">
        <div class="finder-search">
          <label class="hidden" for={FIELDS.text}>
            {t('agendaPage.searchGo')}
          </label>
          <input
            id={FIELDS.text}
            name={FIELDS.text}
            type="search"
            value={filter.text}
            maxlength={80}
            placeholder={t('agendaPage.searchHint')}
            autocomplete="off"
            enterkeyhint="search"
          />
          <button type="submit" class="button button-main" aria-label={t('agendaPage.searchGo')}>
            <Icon name="search" />
          </button>
        </div>
        {filter.period === null || filter.period.kind === 'days' ? null : (
          <input type="hidden" name={FIELDS.period} value={periodInAddress(filter.period.kind)} />
        )}
        <Days visit={visit} agenda={agenda} />
        <MoreChoices visit={visit} agenda={agenda} />
      </form>
      <Chosen visit={visit} agenda={agenda} />
    </search>
  );
};

const Days = ({ visit, agenda: { filter } }: FinderProps) => (
  <ul class="chips" aria-label={visit.t('agendaPage.when')}>
    {PERIOD_WORDS.map((kind) => {
      const isOn = filter.period?.kind === kind;
      const address = agendaAddress(filter, { period: isOn ? null : { kind } });
      return (
        <li>
          <a
            class="chip"
            href={`${address}#${RESULTS_ID}`}
            aria-current={isOn ? 'true' : undefined}
          >
            {visit.t(`agendaPage.${kind}`)}
          </a>
        </li>
      );
    })}
  </ul>
);

const MoreChoices = ({ visit, agenda }: FinderProps) => {
  const { t } = visit;
  const { filter, choices } = agenda;
  const period = filter.period?.kind === 'days' ? filter.period : null;
  const tags = choices.tags.slice(0, TAGS_MAX).map(({ tag }) => [tag, tag] as const);
  const isTagListed = filter.tag === null || tags.some(([tag]) => tag === filter.tag);
  return (
    <details class="finder-more">
      <summary class="chip">
        <Icon name="settings" />
        {t('agendaPage.more')}
      </summary>
      <div class="finder-fields panel">
        <Select
          {...{ name: FIELDS.collective, label: t('agendaPage.collective') }}
          {...{ every: t('agendaPage.everyCollective'), value: filter.collective }}
          choices={choices.collectives}
        />
        {choices.villages.length === 0 ? null : (
          <Select
            {...{ name: FIELDS.village, label: t('agendaPage.village') }}
            {...{ every: t('agendaPage.everyVillage'), value: filter.village }}
            choices={choices.villages}
          />
        )}
        <SelectField
          name={FIELDS.tag}
          label={t('agendaPage.tag')}
          value={filter.tag ?? ''}
          options={[
            ['', t('agendaPage.everyTag')],
            ...tags,
            ...(isTagListed ? [] : [[filter.tag ?? '', filter.tag ?? ''] as const]),
          ]}
        />
        <div class="finder-days">
          <TextField
            name={FIELDS.from}
            label={t('agendaPage.from')}
            type="date"
            value={period?.from ?? ''}
          />
          <TextField
            name={FIELDS.to}
            label={t('agendaPage.to')}
            hint={t('agendaPage.toHint')}
            type="date"
            value={period === null || period.to === period.from ? '' : period.to}
          />
        </div>
        <CheckField name={FIELDS.free} label={t('agendaPage.free')} isChecked={filter.isFree} />
        <CheckField
          name={FIELDS.places}
          label={t('agendaPage.hasPlaces')}
          isChecked={filter.hasPlaces}
        />
        <Button kind="main">{t('agendaPage.show')}</Button>
      </div>
    </details>
  );
};

type SelectProps = {
  readonly name: string;
  readonly label: string;
  readonly every: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
};

const Select = ({ name, label, every, value, choices }: SelectProps) => (
  <SelectField
    name={name}
    label={label}
    value={value ?? ''}
    options={[['', every], ...choices.map((choice) => [choice.slug, choice.name] as const)]}
  />
);

/** What was chosen, each taken away by one press. */
const Chosen = ({ visit, agenda }: FinderProps) => {
  const { t } = visit;
  const choices = activeChoices(agenda, visit);
  if (choices.length === 0) return null;
  return (
    <div class="chosen">
      <h2 class="hidden">{t('agendaPage.chosen')}</h2>
      <ul class="chips">
        {choices.map((choice) => (
          <li>
            <RemoveLink visit={visit} agenda={agenda} choice={choice} />
          </li>
        ))}
        {choices.length < 2 ? null : (
          <li>
            <a class="chip chip-plain" href={`${agendaAddress(EVERYTHING)}#${RESULTS_ID}`}>
              {t('agendaPage.removeAll')}
            </a>
          </li>
        )}
      </ul>
    </div>
  );
};

const RemoveLink = ({ visit, agenda, choice }: FinderProps & { readonly choice: ActiveChoice }) => (
  <a
    class="chip chip-chosen"
    href={`${agendaAddress(agenda.filter, choice.without)}#${RESULTS_ID}`}
    aria-label={visit.t('agendaPage.remove', { choice: choice.text })}
  >
    {choice.text}
    <Icon name="cross" />
  </a>
);
