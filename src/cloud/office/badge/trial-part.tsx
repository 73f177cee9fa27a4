import { formatCents, formatHour, formatMinutes } from '../../../shared/format.ts';
import type { DayRule, Day } from '../../../shared/time.ts';
import { PriceWhy } from '../../site/badge/price-why.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import type { Visit } from '../../site/visit.ts';
import { CheckField, TextField } from '../../site/parts/fields.tsx';
import { STAYS_MAX, asMemberField, dayField, fromField, leftField, toField } from './simulate.ts';
import type { Trial, TrialResult, TypedTrial } from './simulate.ts';

type TrialProps = {
  readonly visit: Visit;
  readonly rule: DayRule;
  readonly typed: TypedTrial;
  readonly result: TrialResult;
};

/** A day that nobody lived, and its price with every step of how it was found. */
export const TrialPart = ({ visit, rule, typed, result }: TrialProps) => {
  const { t } = visit;
  const problemOf = (field: string): string | undefined => {
    const problems = result.kind === 'problems' ? result.problems : [];
    const found = problems.find((problem) => problem.field === field);
    return found === undefined ? undefined : t(`badgeOffice.faults.${found.fault}`);
  };
  const field = (name: string, label: string, type: 'date' | 'time' | 'text', hint?: string) => (
    <TextField
      name={name}
      label={label}
      type={type}
      value={typed[name] ?? ''}
      problem={problemOf(name)}
      hint={hint}
    />
  );
  return (
    <section class="panel trial" id="essai" aria-labelledby="essai-titre">
      <h2 id="essai-titre">{t('badgeOffice.trial.title')}</h2>
      <p class="soft">{t('badgeOffice.trial.lead')}</p>
      {result.kind === 'priced' ? (
        <TrialAnswer visit={visit} rule={rule} trial={result.trial} />
      ) : null}
      {field(dayField, t('badgeOffice.trial.day'), 'date')}
      {Array.from({ length: STAYS_MAX }, (_, index) => (
        <div class="field-pair">
          {field(fromField(index), t('badgeOffice.trial.from', { number: index + 1 }), 'time')}
          {field(toField(index), t('badgeOffice.trial.to', { number: index + 1 }), 'time')}
        </div>
      ))}
      {field(leftField, t('badgeOffice.trial.left'), 'text', t('badgeOffice.trial.leftHint'))}
      <CheckField
        name={asMemberField}
        label={t('badgeOffice.trial.asMember')}
        isChecked={(typed[asMemberField] ?? '') !== ''}
      />
      <button type="submit" name="geste" value="essayer" class="button button-second">
        <Icon name="search" />
        {t('badgeOffice.trial.go')}
      </button>
    </section>
  );
};

type AnswerProps = { readonly visit: Visit; readonly rule: DayRule; readonly trial: Trial };

const TrialAnswer = ({ visit, rule, trial }: AnswerProps) => {
  const { t, language } = visit;
  const hour = (at: Trial['stays'][number]['inAt']): string =>
    formatHour(at, rule.timeZone, language);
  const [only] = trial.stays;
  return (
    <div class="trial-answer" role="status">
      <p class="trial-price">
        <span>
          {trial.stays.length === 1 && only !== undefined
            ? t('badgeOffice.trial.one', {
                from: hour(only.inAt),
                to: hour(only.outAt),
                weekday: weekdayOf(trial.day, language),
              })
            : t('badgeOffice.trial.several', { weekday: weekdayOf(trial.day, language) })}
        </span>{' '}
        <strong>{formatCents(trial.totalCents, language)}</strong>
      </p>
      {trial.stays.map(({ inAt, outAt, bill, isPastClosing }) => (
        <>
          {trial.stays.length === 1 ? (
            <p>{t('badgeOffice.trial.why')}</p>
          ) : (
            <p>
              <strong>
                {t('badgeOffice.trial.stay', {
                  from: hour(inAt),
                  to: hour(outAt),
                  time: formatMinutes(bill.stayedMinutes, language),
                  amount: formatCents(bill.cents, language),
                })}
              </strong>
            </p>
          )}
          <PriceWhy visit={visit} steps={bill.why} />
          {isPastClosing ? <p class="soft">{t('badgeOffice.trial.pastClosing')}</p> : null}
        </>
      ))}
    </div>
  );
};

/** `mardi`, `Tuesday`. */
const weekdayOf = (day: Day, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );
