import type { StaffRef } from '../../domain/journal/sale-entries.ts';
import type { CardUid } from '../../domain/card/uid.ts';
import type { CardId, RefundId, ReplacementId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WorkDatabase } from '../work/work-database.ts';

/** Emptying and replacing a Pass: only the cloud may decide it, and it must happen once (RULES M7). */
export type AskedCommand =
  | {
      readonly kind: 'empty-card';
      readonly id: RefundId;
      readonly request: {
        readonly cardId: CardId;
        readonly isHandedBack: boolean;
        readonly staff: StaffRef;
      };
    }
  | {
      readonly kind: 'replace-card';
      readonly id: ReplacementId;
      readonly request: {
        readonly fromNumber: string;
        readonly toUid: CardUid;
        readonly staff: StaffRef;
        readonly approvedBy: StaffRef | null;
      };
    };

/**
 * What was asked and is not in the journal yet. Written before it is sent, with all that its entry
 * needs: after a crash it is asked again under the same id, which the cloud answers as before.
 */
export type AskedCommands = {
  readonly all: () => readonly AskedCommand[];
  readonly remember: (command: AskedCommand, at: Instant) => void;
  readonly forget: (id: AskedCommand['id']) => void;
  /** Runs one at a time for each command: null when it is being asked already. */
  readonly alone: <Value>(
    id: AskedCommand['id'],
    run: () => Promise<Value>,
  ) => Promise<Value | null>;
};

export function createAskedCommands(work: WorkDatabase): AskedCommands {
  const insert = work.prepare('INSERT INTO asked_command VALUES (?, ?, ?, ?)');
  const list = work.prepare<[], { id: string; kind: string; request: string }>(
    'SELECT id, kind, request FROM asked_command ORDER BY asked_at, id',
  );
  const remove = work.prepare('DELETE FROM asked_command WHERE id = ?');
  const running = new Set<string>();

  return {
    all: () =>
      list
        .all()
        .map(
          ({ id, kind, request }) => ({ id, kind, request: JSON.parse(request) }) as AskedCommand,
        ),
    remember: ({ id, kind, request }, at) => void insert.run(id, kind, JSON.stringify(request), at),
    forget: (id) => void remove.run(id),
    alone: async (id, run) => {
      if (running.has(id)) return null;
      running.add(id);
      try {
        return await run();
      } finally {
        running.delete(id);
      }
    },
  };
}
