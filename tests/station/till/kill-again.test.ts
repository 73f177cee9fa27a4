import { expect, it } from 'vitest';
import { KILL_MS_MAX, KILLS_OF_ONE_FILE, killInTheMiddleOfSales } from './kill-sales.ts';

it(
  `another ${KILLS_OF_ONE_FILE} kills in the middle of sales lose nothing that was confirmed and double nothing`,
  async () => {
    await expect(killInTheMiddleOfSales()).resolves.toBeUndefined();
  },
  KILL_MS_MAX,
);
