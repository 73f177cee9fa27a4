import { Icon } from '../parts/icon.tsx';
import type { Visit } from '../visit.ts';

type ShareProps = {
  readonly visit: Visit;
  readonly name: string;
  /** What a message says in front of the address. */
  readonly text: string;
  readonly url: string;
  /** The same as a calendar file; null when it is no event. */
  readonly calendarPath: string | null;
};

/**
 * Ways to keep a page and to tell others of it. The button is for the phone's own choice of apps:
 * a small module shows it where the browser can share.
 */
export const Share = ({ visit, name, text, url, calendarPath }: ShareProps) => {
  const { t } = visit;
  const mail = `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(`${text}\n\n${url}`)}`;
  return (
    <section class="share" aria-labelledby="partager">
      <h2 id="partager">{t('share.title')}</h2>
      <p class="share-ways">
        <button type="button" class="button button-second" data-share={text} data-url={url} hidden>
          <Icon name="link" />
          {t('share.button')}
        </button>
        {calendarPath === null ? null : (
          <a class="button button-second" href={calendarPath}>
            <Icon name="calendar" />
            {t('eventPage.calendar')}
          </a>
        )}
        <a class="button button-second" href={mail}>
          <Icon name="mail" />
          {t('share.mail')}
        </a>
      </p>
      <div class="field">
        <label for="adresse-page">{t('share.link')}</label>
        <input id="adresse-page" type="text" readonly value={url} />
      </div>
    </section>
  );
};
