import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { Shape } from '../components/shape.tsx';

type Refusing = Extract<ScreenState['journal'], { kind: 'refusing' }>;

/** The journal cannot keep a sale, so there is none (DESIGN 1). */
export function Halted({ reason }: { readonly reason: Refusing['reason'] }) {
  const { say } = useTexts();
  return (
    <main>
      <div className="halted" role="alert">
        <Shape tone="refused" />
        <h1>{say('halted.title')}</h1>
        <p className="halted-why">{say(`halted.${reason}`)}</p>
        <p className="halted-do">{say(`halted.${reason}-do`)}</p>
        <p>{say('halted.kept')}</p>
      </div>
    </main>
  );
}
