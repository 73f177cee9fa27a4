import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import type { Texts } from '../../app/texts.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';
import { formatSignedCents } from '../../../src/shared/format.ts';
import { COUNT_MAX } from '../../../src/contract/fields.ts';
import { Icon } from '../../components/icon.tsx';
import type { ProductShown } from './product-grid.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';

type OptionGroup = ProductShown['options'][number];

/** The choices of one article. Which ones fit together is the catalogue's word; the station checks it. */
export function OptionsSheet({ product }: { readonly product: ProductShown }) {
  const { say, euros } = useTexts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const [count, setCount] = useState(1);
  const onlyChoice = onlyRequiredChoice(product);
  const isComplete = product.options.every((group) => countChosen(group, chosen) >= group.min);

  const add = (choiceIds: readonly string[]) => {
    ask({
      kind: 'add-product',
      productId: product.id,
      choiceIds: [...choiceIds],
      count,
      extra: null,
    });
    closeSheet();
  };
  const touch = (group: OptionGroup, choiceId: string) =>
    group === onlyChoice ? add([choiceId]) : setChosen((before) => toggle(group, before, choiceId));

  return (
    <SheetFrame
      kind="options"
      title={product.name}
      note={euros(product.priceCents)}
      closeLabel={say('options.cancel')}
    >
      <div className="options">
        {product.options.map((group) => (
          <fieldset key={group.id} className="option-group" data-quick={group === onlyChoice}>
            <legend>
              {group.name}
              <small data-missing={countChosen(group, chosen) < group.min}>
                {ruleOf(group, say)}
              </small>
            </legend>
            {group.choices.map((choice) => (
              <button
                key={choice.id}
                type="button"
                className="choice"
                aria-pressed={chosen.has(choice.id)}
                onClick={() => touch(group, choice.id)}
              >
                {group !== onlyChoice && (
                  <span className="choice-mark">
                    {chosen.has(choice.id) && <Icon name="check" />}
                  </span>
                )}
                <span>{choice.name}</span>
                {choice.priceDeltaCents !== 0 && <Delta choice={choice} />}
              </button>
            ))}
          </fieldset>
        ))}
      </div>
      {onlyChoice === null && (
        <AddFoot
          count={count}
          isComplete={isComplete}
          onCount={setCount}
          onAdd={() => add([...chosen])}
        />
      )}
    </SheetFrame>
  );
}

/** One group that takes one choice: touching it is enough, as a beer is "25 cl" or "50 cl". */
function onlyRequiredChoice(product: ProductShown): OptionGroup | null {
  const [group] = product.options;
  return product.options.length === 1 && group?.min === 1 && group.max === 1 ? group : null;
}

function AddFoot(props: {
  readonly count: number;
  readonly isComplete: boolean;
  readonly onCount: (count: number) => void;
  readonly onAdd: () => void;
}) {
  const { say } = useTexts();
  const { count } = props;
  return (
    <footer className="options-foot">
      <span className="stepper" role="group" aria-label={say('options.count')}>
        <button
          type="button"
          aria-label={say('options.less')}
          disabled={count <= 1}
          onClick={() => props.onCount(count - 1)}
        >
          <Icon name="minus" />
        </button>
        <span className="stepper-count">{count}</span>
        <button
          type="button"
          aria-label={say('options.more')}
          disabled={count >= COUNT_MAX}
          onClick={() => props.onCount(count + 1)}
        >
          <Icon name="plus" />
        </button>
      </span>
      <button
        type="button"
        className="button button-main"
        disabled={!props.isComplete}
        onClick={props.onAdd}
      >
        <Icon name="plus" />
        {say('options.add')}
      </button>
    </footer>
  );
}

function Delta({ choice }: { readonly choice: OptionGroup['choices'][number] }) {
  const { language } = useTexts();
  return (
    <span className="choice-delta">{formatSignedCents(choice.priceDeltaCents, language)}</span>
  );
}

const countChosen = (group: OptionGroup, chosen: ReadonlySet<string>): number =>
  group.choices.filter((choice) => chosen.has(choice.id)).length;

function ruleOf(group: OptionGroup, say: Texts['say']): string {
  const { min, max } = group;
  if (min === 0) return say('options.pick-up-to', { max });
  if (min === 1 && max === 1) return say('options.pick-one');
  return min === max
    ? say('options.pick-exactly', { max })
    : say('options.pick-range', { min, max });
}

/** A touch on a chosen one lets it go. In a group that is full, the earliest gives way. */
function toggle(
  group: OptionGroup,
  before: ReadonlySet<string>,
  choiceId: string,
): ReadonlySet<string> {
  const after = new Set(before);
  if (after.delete(choiceId)) return after;
  const inGroup = [...before].filter((id) => group.choices.some((choice) => choice.id === id));
  const [earliest] = inGroup;
  if (inGroup.length >= group.max && earliest !== undefined) after.delete(earliest);
  return after.add(choiceId);
}
