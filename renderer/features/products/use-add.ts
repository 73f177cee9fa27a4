import { useState } from 'react';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import type { ProductId } from '../../../src/shared/ids.ts';
import { ask, useStation } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';
import { useEffect } from 'react';

/**
 * Adds an article with what was asked of it. The sheet stays until the station has said yes, so that
 * a weight or a name that was typed is not lost with a no.
 */
export function useAdd(
  productId: ProductId,
): (extra: ProductExtra | null, count: number, choiceIds?: readonly string[]) => void {
  const answered = useStation((station) => station.lastAnswer);
  const [sentId, setSentId] = useState<string | null>(null);
  useEffect(() => {
    if (sentId !== null && answered?.intentionId === sentId && answered.refusal === null) {
      closeSheet();
    }
  }, [answered, sentId]);
  return (extra, count, choiceIds = []) => {
    const id = ask(
      { kind: 'add-product', productId, choiceIds: [...choiceIds], count, extra },
      `add:${productId}`,
    );
    setSentId(id);
  };
}
