import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { Row } from '../../components/rows.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { MENU_SECTIONS } from './menu-rows.ts';

/** All that is not selling: one row for each thing, in few sections. */
export function MenuSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const sections = MENU_SECTIONS.map(({ label, rows }) => ({
    label,
    rows: rows.filter(({ isShown }) => isShown?.(screen) ?? true),
  })).filter(({ rows }) => rows.length > 0);
  return (
    <SheetFrame kind="menu" title={say('menu.title')} foot={<SignedIn screen={screen} />}>
      <div className="menu">
        {sections.map(({ label, rows }) => (
          <section key={label} className="menu-section">
            <h2>{say(label)}</h2>
            <ul className="rows rows-in-two">
              {rows.map((row) => {
                const text = row.text?.(screen) ?? null;
                return (
                  <Row
                    key={row.label}
                    icon={row.icon}
                    title={say(row.label)}
                    {...(text === null ? {} : { text: say(text.key, { count: text.count }) })}
                    onTouch={() => openSheet(row.opens)}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </SheetFrame>
  );
}

function SignedIn({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { session } = screen;
  if (session.kind !== 'signed-in') return null;
  return (
    <div className="menu-session">
      <Icon name="user" />
      <span className="menu-name">
        {say('menu.signed-in', { name: session.staffName })}
        {session.isManager && <small>{say('menu.manager')}</small>}
      </span>
      <button
        type="button"
        className="button"
        onClick={() => {
          closeSheet();
          ask({ kind: 'sign-out' }, 'sign-out');
        }}
      >
        <Icon name="leave" />
        {say('menu.sign-out')}
      </button>
    </div>
  );
}
