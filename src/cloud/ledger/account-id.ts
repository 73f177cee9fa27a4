import { sha256 } from '../../shared/node/crypto.ts';
import type { AccountRef } from '../../domain/wallet/ledger-types.ts';

/** The id of an account follows from what it is for: a transfer names it without reading it first. */
export const accountIdOf = ({ kind, ownerId, assetId }: AccountRef): string =>
  uuidOf(`account ${kind} ${ownerId} ${assetId}`);

/** A UUID (version 8) that is always the same for the same text. */
export function uuidOf(text: string): string {
  const bytes = Buffer.from(sha256(Buffer.from(text)).subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, i) => hex.slice([0, 8, 12, 16, 20][i], end)).join('-');
}
