import type { ReactNode } from 'react';
import { Shape } from '../../components/shape.tsx';
import type { Tone } from '../../components/shape.tsx';

/** A long name takes smaller letters rather than a third line. */
const sizeOf = (text: string): 'large' | 'middle' | 'small' => {
  if (text.length <= 16) return 'large';
  return text.length <= 28 ? 'middle' : 'small';
};

/**
 * What came of a tap, over the whole screen: words on the left, figures on the right, what can
 * still be done about it below.
 */
export function MomentFrame(props: {
  readonly tone: Tone;
  readonly kind: string;
  readonly resultId?: string;
  readonly title: string;
  readonly words: ReactNode;
  readonly figures?: ReactNode;
  readonly actions: ReactNode;
}) {
  const { tone, figures } = props;
  return (
    <section
      className="result moment"
      data-tone={tone}
      data-kind={props.kind}
      data-result={props.resultId}
      data-alone={figures === undefined}
      role="alert"
    >
      <div className="result-body moment-body">
        <div className="moment-words">
          <Shape tone={tone} />
          <h1 data-size={sizeOf(props.title)}>{props.title}</h1>
          {props.words}
        </div>
        {figures !== undefined && <div className="moment-figures">{figures}</div>}
      </div>
      <div className="moment-actions">{props.actions}</div>
    </section>
  );
}
