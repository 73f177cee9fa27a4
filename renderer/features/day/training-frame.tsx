import { useTexts } from '../../app/texts.ts';

/** Around every screen while nothing counts: stripes, and the word that is on the papers too. */
export function TrainingFrame({ isOn }: { readonly isOn: boolean }) {
  const { say } = useTexts();
  if (!isOn) return null;
  return (
    <>
      <p className="training-ribbon" role="status">
        <strong>{say('training.mark')}</strong>
        <span>{say('training.text')}</span>
      </p>
      <div className="training-frame" aria-hidden="true" />
    </>
  );
}
