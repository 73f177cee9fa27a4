import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { formatDay, formatMinutes } from '../../../src/shared/format.ts';
import { useTexts } from '../../app/texts.ts';

type Left = Extract<ResultShown, { readonly kind: 'badged-in' }>['left'];

const POOLS_SHOWN_MAX = 3;

/** What is left of included hours: all of it large, then each one by its end. */
export function HoursLeft({ left }: { readonly left: Left }) {
  const { say, language } = useTexts();
  const minutes = left.reduce((sum, { leftMinutes }) => sum + leftMinutes, 0);
  const [first] = left;
  if (first === undefined) return null;
  return (
    <div className="hours-left">
      <p className="moment-figure">
        <span>{say(minutes === 0 ? 'badge.hours-left-none' : 'badge.hours-left')}</span>
        {minutes > 0 && (
          <strong className="moment-time" data-figure>
            {formatMinutes(minutes, language)}
          </strong>
        )}
      </p>
      <ul className="hours-left-of">
        {left.slice(0, POOLS_SHOWN_MAX).map(({ label, leftMinutes, endsOn }, index) => (
          <li key={index}>
            <span>
              {endsOn === null
                ? label
                : say('badge.until', {
                    label,
                    day: formatDay(endsOn, language).replace(/ \d{4}$/, ''),
                  })}
            </span>
            {left.length > 1 && <span>{formatMinutes(leftMinutes, language)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
