import type { EntryBodies } from '../../domain/journal/entries.ts';

/** An entry about money, whether it counts or was made in training. */
export type OperationEntry = {
  readonly kind: string;
  readonly body: unknown;
  /** Null: it counts. Otherwise its number among all that was done in training. */
  readonly trainingNumber: number | null;
};

/** Takes what was recorded in training out of its wrapping (RULES T13). */
export function operationEntry(entry: {
  readonly kind: string;
  readonly body: unknown;
}): OperationEntry {
  if (entry.kind !== 'training.recorded@1') return { ...entry, trainingNumber: null };
  const { as, body, number } = entry.body as EntryBodies['training.recorded@1'];
  return { kind: as, body, trainingNumber: number };
}
