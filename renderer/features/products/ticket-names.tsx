import { useCallback, useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Keyboard, TextLineButton } from '../../components/text-entry.tsx';

const NAME_LENGTH_MAX = 120;

/** One name for each place. The keyboard belongs to the line that is open. */
export function TicketNames(props: {
  readonly count: number;
  readonly names: readonly string[];
  readonly onChange: (names: readonly string[]) => void;
}) {
  const { say } = useTexts();
  const { count, names, onChange } = props;
  const [open, setOpen] = useState(0);
  const change = useCallback(
    (name: string) =>
      onChange(
        Array.from({ length: count }, (_, index) => (index === open ? name : (names[index] ?? ''))),
      ),
    [count, names, onChange, open],
  );
  const goOn = useCallback(() => setOpen((now) => Math.min(now + 1, count - 1)), [count]);
  return (
    <div className="ticket-names">
      <div className="ticket-names-lines">
        {Array.from({ length: count }, (_, index) => (
          <TextLineButton
            key={index}
            label={say('product.name-of', { number: index + 1 })}
            value={names[index] ?? ''}
            isOpen={index === open}
            onOpen={() => setOpen(index)}
          />
        ))}
      </div>
      <Keyboard
        key={open}
        value={names[open] ?? ''}
        kind="name"
        lengthMax={NAME_LENGTH_MAX}
        onChange={change}
        onEnter={goOn}
      />
    </div>
  );
}
