import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Keyboard, TextLineButton } from '../../components/text-entry.tsx';

/** Somebody who was never here: a name, and an address to write to. */
export function NewPerson(props: {
  readonly name: string;
  readonly email: string;
  readonly onName: (name: string) => void;
  readonly onEmail: (email: string) => void;
}) {
  const { say } = useTexts();
  const { name, email, onName, onEmail } = props;
  const [open, setOpen] = useState<'name' | 'email'>(name === '' ? 'name' : 'email');
  return (
    <div className="ticket-names">
      <div className="ticket-names-lines">
        <TextLineButton
          label={say('product.name')}
          value={name}
          isOpen={open === 'name'}
          onOpen={() => setOpen('name')}
        />
        <TextLineButton
          label={say('product.email')}
          value={email}
          isOpen={open === 'email'}
          onOpen={() => setOpen('email')}
        />
      </div>
      {open === 'name' ? (
        <Keyboard
          key="name"
          value={name}
          kind="name"
          lengthMax={120}
          onChange={onName}
          onEnter={() => setOpen('email')}
        />
      ) : (
        <Keyboard key="email" value={email} kind="email" lengthMax={254} onChange={onEmail} />
      )}
    </div>
  );
}
