import { exitCodeOfFailure } from '../../src/contract/supervised.ts';
import type { StartFailure } from '../../src/contract/supervised.ts';
import { EXIT_WAITS_FOR_SOMEBODY } from '../../src/shared/exit-codes.ts';

/** What the window says by itself, while there is no station to show. */
export type Notice =
  | { readonly kind: 'starting' }
  /** It died again and again without saying why. */
  | { readonly kind: 'slow' }
  | { readonly kind: 'failed'; readonly failure: StartFailure }
  /** The station is well, its page dies again and again. */
  | { readonly kind: 'page-stopped' };

export const NOTICE_ACTIONS = ['again', 'leave'] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

/**
 * What a notice lets people do. Without a till there is no PIN to ask and nothing to guard, so
 * the window can be closed: whoever repairs must get at the machine.
 */
export function actionsOf(notice: Notice): readonly NoticeAction[] {
  switch (notice.kind) {
    case 'starting':
      return [];
    case 'slow':
      return ['leave'];
    case 'failed':
      return waitsForSomebody(notice.failure) ? ['again', 'leave'] : ['leave'];
    case 'page-stopped':
      return ['again'];
  }
}

const waitsForSomebody = (failure: StartFailure): boolean =>
  exitCodeOfFailure(failure.reason) === EXIT_WAITS_FOR_SOMEBODY;
