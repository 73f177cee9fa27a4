import { z } from 'zod';
import { AMOUNT_CENTS_MAX } from '../shared/money.ts';
import type { Cents } from '../shared/money.ts';
import { isUuid } from '../shared/ids.ts';
import type { Id } from '../shared/ids.ts';
import { isInstant } from '../shared/time.ts';
import type { Day, Instant } from '../shared/time.ts';

/** Building blocks of every schema that crosses a process. Each has a limit. */

export const TEXT_LENGTH_MAX = 500;
export const LIST_LENGTH_MAX = 500;
export const COUNT_MAX = 999;

export const idField = <Name extends string>() =>
  z
    .string()
    .refine(
      (text): boolean => isUuid(text) && text === text.toLowerCase(),
      'id',
    ) as unknown as z.ZodType<Id<Name>, Id<Name>>;

export const centsField = z
  .int()
  .min(-AMOUNT_CENTS_MAX)
  .max(AMOUNT_CENTS_MAX) as unknown as z.ZodType<Cents, Cents>;

export const positiveCentsField = z.int().min(1).max(AMOUNT_CENTS_MAX) as unknown as z.ZodType<
  Cents,
  Cents
>;

export const centsFromZeroField = z.int().min(0).max(AMOUNT_CENTS_MAX) as unknown as z.ZodType<
  Cents,
  Cents
>;

export const instantField = z.string().max(24).refine(isInstant, 'instant') as unknown as z.ZodType<
  Instant,
  Instant
>;

export const dayField = z.string().regex(/^\d{4}-\d{2}-\d{2}$/) as unknown as z.ZodType<Day, Day>;

export const textField = z.string().max(TEXT_LENGTH_MAX);
export const hexField = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(LIST_LENGTH_MAX);
