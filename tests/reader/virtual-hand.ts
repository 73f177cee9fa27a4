import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import type { VirtualCard } from '../../src/cli/virtual-card.ts';
import { unwrap } from '../../src/shared/result.ts';

export type VirtualHand = {
  readonly putDown: (uidHex: string, slot?: 0 | 1) => Promise<void>;
  readonly takeAway: (uidHex: string) => Promise<void>;
  readonly takeAllAway: () => Promise<void>;
};

/** pcscd looks at a virtual slot every 400 ms; a card swapped sooner than that is never noticed. */
const NOTICE_MS = 450;

/** Puts virtual cards on the real pcscd, and remembers which ones lie there. */
export function createVirtualHand(): VirtualHand {
  const cards = new Map<string, VirtualCard>();
  const takeAway = async (uidHex: string): Promise<void> => {
    await cards.get(uidHex)?.remove();
    if (cards.delete(uidHex)) await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
  };
  return {
    async putDown(uidHex, slot = 0) {
      cards.set(uidHex, unwrap(await putDownVirtualCard({ uidHex, slot })));
    },
    takeAway,
    async takeAllAway() {
      await Promise.all([...cards.keys()].map(takeAway));
    },
  };
}
