import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { NeedsPass } from './needs-pass.tsx';

/** The code that a person scans to make a Pass theirs (RULES C4), large enough from 50 cm. */
export function LinkSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  return (
    <NeedsPass screen={screen} kind="link-pass" title={say('pass.link-title')}>
      {(desk) => (
        <SheetFrame kind="link-pass" title={say('pass.link-title')}>
          <SheetBody>
            <div className="pass-link">
              {desk.linkQr === null ? (
                <p>{say(desk.cardState === 'linked' ? 'pass.link-done' : 'pass.link-none')}</p>
              ) : (
                <img src={desk.linkQr} alt={say('pass.link-alt')} />
              )}
              <ol className="pass-steps">
                <li>{say('pass.link-1')}</li>
                <li>{say('pass.link-2')}</li>
                <li>{say('pass.link-3')}</li>
              </ol>
            </div>
          </SheetBody>
        </SheetFrame>
      )}
    </NeedsPass>
  );
}
