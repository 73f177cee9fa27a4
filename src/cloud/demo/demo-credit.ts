import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { uuidOf } from '../ledger/account-id.ts';

/** The posting that put a balance of the demo into a wallet; `line` is its place among them. */
export const demoCreditId = (walletId: string, line: number): PostingId =>
  uuidOf(`demo credit ${line} of ${walletId}`) as PostingId;
