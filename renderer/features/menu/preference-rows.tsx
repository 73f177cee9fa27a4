import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ask } from '../../stores/station-store.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { LeaveButton } from './leave-entry.tsx';

type Preferences = ScreenState['preferences'];

/** Language, light and sound: kept by the station, so that they survive a restart. */
export function PreferenceRows({ preferences }: { readonly preferences: Preferences }) {
  const { say } = useTexts();
  const set = (change: Partial<Preferences>) =>
    ask({ kind: 'set-preferences', ...preferences, ...change });
  return (
    <>
      <Choice
        icon="language"
        label={say('menu.language')}
        value={preferences.language}
        options={[
          ['fr', say('menu.french')],
          ['en', say('menu.english')],
        ]}
        onChoose={(language) => set({ language })}
      />
      <Choice
        icon={preferences.theme === 'light' ? 'sun' : 'moon'}
        label={say('menu.theme')}
        value={preferences.theme}
        options={[
          ['auto', say('menu.theme-auto')],
          ['light', say('menu.theme-light')],
          ['dark', say('menu.theme-dark')],
        ]}
        onChoose={(theme) => set({ theme })}
      />
      <Choice
        icon={preferences.sound ? 'sound-on' : 'sound-off'}
        label={say('menu.sound')}
        value={preferences.sound ? 'on' : 'off'}
        options={[
          ['on', say('menu.sound-on')],
          ['off', say('menu.sound-off')],
        ]}
        onChoose={(sound) => set({ sound: sound === 'on' })}
      />
      <Choice
        icon="hand"
        label={say('menu.hand')}
        value={preferences.hand}
        options={[
          ['left', say('menu.hand-left')],
          ['right', say('menu.hand-right')],
        ]}
        onChoose={(hand) => set({ hand })}
      />
    </>
  );
}

const NEXT_THEME = { auto: 'light', light: 'dark', dark: 'auto' } as const;

/** The same three in little, before anybody has signed in. Each touch goes to the next value. */
export function PreferenceButtons({ preferences }: { readonly preferences: Preferences }) {
  const { say } = useTexts();
  const { language, theme, sound } = preferences;
  const set = (change: Partial<Preferences>) =>
    ask({ kind: 'set-preferences', ...preferences, ...change });
  return (
    <div className="preference-buttons">
      <button
        type="button"
        className="button button-dusk"
        lang={language === 'fr' ? 'en' : 'fr'}
        onClick={() => set({ language: language === 'fr' ? 'en' : 'fr' })}
      >
        <Icon name="language" />
        {say(language === 'fr' ? 'menu.english' : 'menu.french')}
      </button>
      <button
        type="button"
        className="button button-dusk"
        aria-label={`${say('menu.theme')}: ${say(`menu.theme-${theme}`)}`}
        onClick={() => set({ theme: NEXT_THEME[theme] })}
      >
        <Icon name={theme === 'light' ? 'sun' : 'moon'} />
        {say(`menu.theme-${theme}`)}
      </button>
      <button
        type="button"
        className="button button-dusk"
        aria-label={`${say('menu.sound')}: ${say(sound ? 'menu.sound-on' : 'menu.sound-off')}`}
        onClick={() => set({ sound: !sound })}
      >
        <Icon name={sound ? 'sound-on' : 'sound-off'} />
      </button>
      <LeaveButton className="button button-dusk" />
    </div>
  );
}

function Choice<Value extends string>(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <div className="menu-row" role="group" aria-label={props.label}>
      <span>
        <Icon name={props.icon} />
        {props.label}
      </span>
      <span className="segments">
        {props.options.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="segment"
            aria-pressed={value === props.value}
            onClick={() => props.onChoose(value)}
          >
            {label}
          </button>
        ))}
      </span>
    </div>
  );
}
