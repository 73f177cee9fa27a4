import { useState } from 'react';
import type { Printer } from '../../../src/contract/config/printers.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Keyboard, TextLineButton } from '../../components/text-entry.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { freshnessOfPrinters, stateText } from './printers-sheet.tsx';
import type { PrinterRow } from './printers-sheet.tsx';

const DEFAULT_PATH = '/dev/usb/lp0';

/** One printer: how it is plugged in, how wide its paper is, and a try. */
export function PrinterSheet(props: {
  readonly screen: ScreenState;
  readonly role: PrinterRow['role'];
}) {
  const { say } = useTexts();
  const state = useReply<'printers'>({ kind: 'printers' }, freshnessOfPrinters(props.screen));
  return (
    <ReplyGate state={state}>
      {({ printers }) => {
        const printer = printers.find(({ role }) => role === props.role);
        return printer === undefined ? (
          <p>{say('printers.state.none')}</p>
        ) : (
          <PrinterForm
            key={JSON.stringify(printer)}
            screen={props.screen}
            printer={printer}
            others={printers.filter(({ role }) => role !== props.role)}
          />
        );
      }}
    </ReplyGate>
  );
}

function PrinterForm(props: {
  readonly screen: ScreenState;
  readonly printer: PrinterRow;
  readonly others: readonly PrinterRow[];
}) {
  const texts = useTexts();
  const { say } = texts;
  const { printer, screen } = props;
  const { role } = printer;
  const [draft, setDraft] = useState<PrinterRow>(
    printer.path === '' ? { ...printer, path: DEFAULT_PATH } : printer,
  );
  const [typing, setTyping] = useState<Field | null>(null);
  const isChanged = JSON.stringify(toPrinter(draft)) !== JSON.stringify(toPrinter(printer));
  const shown = screen.printers.find((one) => one.role === role);
  const save = () =>
    ask({ kind: 'set-printers', printers: [...props.others, draft].map(toPrinter) });

  if (typing !== null) {
    return (
      <Typing
        draft={draft}
        field={typing}
        onField={setTyping}
        onChange={setDraft}
        onDone={() => setTyping(null)}
      />
    );
  }
  return (
    <SheetFrame
      kind="printer"
      title={say(`printers.role.${role}`)}
      note={stateText(texts, shown)}
      onBack={() => openSheet({ kind: 'printers' })}
      foot={
        <ConfirmBar
          label={say('printers.save')}
          isOff={!isChanged || isMissing(draft)}
          onConfirm={save}
        >
          <TryAndDrop role={role} shown={shown} canTry={printer.kind !== 'none' && !isChanged} />
        </ConfirmBar>
      }
    >
      <SheetBody>
        <Choices draft={draft} onChange={setDraft} onField={setTyping} />
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}

/** How it is plugged in, where, and how wide its paper is. */
function Choices(props: {
  readonly draft: PrinterRow;
  readonly onChange: (draft: PrinterRow) => void;
  readonly onField: (field: Field) => void;
}) {
  const { say } = useTexts();
  const { draft, onChange } = props;
  return (
    <>
      <Segments
        isWide
        label={say('printers.kind')}
        value={draft.kind}
        options={[
          ['none', say('printers.none')],
          ['network', say('printers.network')],
          ['device', say('printers.device')],
        ]}
        onChoose={(kind) => onChange({ ...draft, kind })}
      />
      {draft.kind !== 'none' && (
        <>
          <Lines draft={draft} field={null} onField={props.onField} />
          <Segments
            isWide
            label={say('printers.columns')}
            value={String(draft.columns)}
            options={COLUMNS.map((columns) => [
              String(columns),
              say('printers.columns-of', { columns }),
            ])}
            onChoose={(text) =>
              onChange({ ...draft, columns: COLUMNS.find((one) => String(one) === text) ?? 42 })
            }
          />
        </>
      )}
    </>
  );
}

function TryAndDrop(props: {
  readonly role: PrinterRow['role'];
  readonly shown: ScreenState['printers'][number] | undefined;
  readonly canTry: boolean;
}) {
  const { say } = useTexts();
  const { role, shown } = props;
  return (
    <div className="day-more">
      <button
        type="button"
        className="button"
        disabled={!props.canTry}
        onClick={() => ask({ kind: 'test-printer', role }, `test:${role}`)}
      >
        <Icon name="printer" />
        {say('printers.test')}
      </button>
      {shown !== undefined && shown.waitingCount > 0 && (
        <button
          type="button"
          className="button button-danger"
          onClick={() => ask({ kind: 'cancel-prints', role }, `drop:${role}`)}
        >
          <Icon name="trash" />
          {say('printers.drop')}
        </button>
      )}
    </div>
  );
}

type Field = 'host' | 'port' | 'path';

/** Where the printer is, with the keyboard: nothing else fits beside it. */
function Typing(props: {
  readonly draft: PrinterRow;
  readonly field: Field;
  readonly onField: (field: Field) => void;
  readonly onChange: (draft: PrinterRow) => void;
  readonly onDone: () => void;
}) {
  const { say } = useTexts();
  const { draft, field, onChange, onDone } = props;
  const type = (text: string) => {
    if (field === 'port') {
      const port = Number(text.replaceAll(/\D/g, ''));
      if (port <= 65_535) onChange({ ...draft, port });
    } else onChange({ ...draft, [field]: text.replaceAll(' ', '') });
  };
  return (
    <SheetFrame
      kind="printer"
      title={say(`printers.role.${draft.role}`)}
      onBack={onDone}
      foot={<ConfirmBar label={say('printers.typed')} onConfirm={onDone} />}
    >
      <SheetBody>
        <Lines draft={draft} field={field} onField={props.onField} />
        <p>{say(field === 'path' ? 'printers.path-help' : 'printers.address-help')}</p>
        <Keyboard
          value={textOf(draft, field)}
          kind="path"
          lengthMax={200}
          onChange={type}
          onEnter={onDone}
        />
      </SheetBody>
    </SheetFrame>
  );
}

function Lines(props: {
  readonly draft: PrinterRow;
  readonly field: Field | null;
  readonly onField: (field: Field) => void;
}) {
  const { say } = useTexts();
  const { draft } = props;
  const fields: readonly Field[] = draft.kind === 'network' ? ['host', 'port'] : ['path'];
  return (
    <div className="printer-lines">
      {fields.map((field) => (
        <TextLineButton
          key={field}
          label={say(`printers.${field}`)}
          value={textOf(draft, field)}
          isOpen={field === props.field}
          onOpen={() => props.onField(field)}
        />
      ))}
    </div>
  );
}

const COLUMNS = [32, 42, 48] as const;
const textOf = (draft: PrinterRow, field: Field): string =>
  field === 'port' ? (draft.port === 0 ? '' : String(draft.port)) : draft[field];

const isMissing = ({ kind, host, port, path }: PrinterRow): boolean =>
  (kind === 'network' && (host === '' || port === 0)) ||
  (kind === 'device' && !/^\/dev\/./.test(path));

function toPrinter({ role, kind, host, port, path, columns }: PrinterRow): Printer {
  switch (kind) {
    case 'none':
      return { role, kind };
    case 'network':
      return { role, kind, host, port, columns };
    case 'device':
      return { role, kind, path, columns };
  }
}
