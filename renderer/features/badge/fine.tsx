import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';

/** Says that it was read; the next tap says the same. */
export function Fine({ resultId }: { readonly resultId: string }) {
  const { say } = useTexts();
  return (
    <button
      type="button"
      className="button button-on-tone"
      onClick={() => ask({ kind: 'dismiss' }, `dismiss:${resultId}`)}
    >
      <Icon name="check" />
      {say('badge.fine')}
    </button>
  );
}
