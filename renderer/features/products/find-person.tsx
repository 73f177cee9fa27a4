import { useEffect, useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { CardId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { NoRows, Row } from '../../components/rows.tsx';
import { Keyboard, TextLine } from '../../components/text-entry.tsx';
import { useReply } from '../../stores/questions.ts';

type Person = ReplyOf<'people'>['people'][number];
/** The Pass by which they were found, when it was a Pass. */
export type FoundPerson = Person & { readonly cardId: CardId | null };

/** With fewer letters, half the collective would answer. */
const TEXT_LENGTH_MIN = 3;
const TYPING_PAUSE_MS = 350;

/** Somebody who takes part here: by the Pass that lies there, or by a part of name or e-mail. */
export function FindPerson(props: {
  readonly screen: ScreenState;
  readonly onFound: (person: FoundPerson) => void;
  readonly onNew: (text: string) => void;
}) {
  const { say } = useTexts();
  const { activity } = props.screen;
  const deskCardId = activity.kind === 'pass-desk' ? activity.cardId : null;
  /** What was typed, and the Pass that lay there then: one put down later is who is meant. */
  const [typed, setTyped] = useState<{ readonly text: string; readonly desk: CardId | null }>({
    text: '',
    desk: null,
  });
  const isPassMeant = deskCardId !== null && deskCardId !== typed.desk;
  const text = isPassMeant ? '' : typed.text;
  const setText = (next: string) => setTyped({ text: next, desk: deskCardId });
  const settled = useSettled(text.trim(), TYPING_PAUSE_MS);
  const cardId = text === '' ? deskCardId : null;
  const isAsking = cardId !== null || settled.length >= TEXT_LENGTH_MIN;
  const state = useReply(
    isAsking ? { kind: 'people', cardId, text: cardId === null ? settled : '' } : null,
  );
  const people = state.reply?.people ?? [];
  return (
    <div className="find-person">
      <TextLine label={say('product.find-person')} value={text} isOpen />
      <div className="find-person-found">
        <ul className="rows" aria-label={say('product.find-person')}>
          {people.map((person) => (
            <Row
              key={person.personId}
              icon="user"
              title={person.name === '' ? person.email : person.name}
              text={[person.email, ...person.memberships.map(({ name }) => name)].join(' · ')}
              onTouch={() => props.onFound({ ...person, cardId })}
            />
          ))}
          {state.reply !== null && (
            <Row icon="plus" title={say('product.new-person')} onTouch={() => props.onNew(text)} />
          )}
        </ul>
        {!isAsking && <NoRows icon="people" text={say('product.find-person-how')} />}
        {isAsking && state.problem !== null && (
          <div className="find-person-problem">
            <p className="notice">
              <Icon name="wifi-off" />
              <span>{say('product.find-person-offline')}</span>
            </p>
            <ul className="rows">
              <Row
                icon="plus"
                title={say('product.new-person')}
                onTouch={() => props.onNew(text)}
              />
            </ul>
          </div>
        )}
      </div>
      <Keyboard value={text} kind="search" lengthMax={254} onChange={setText} />
    </div>
  );
}

/** A text that has not changed for a moment: not every letter is worth a question. */
function useSettled(text: string, pauseMs: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return settled;
}
