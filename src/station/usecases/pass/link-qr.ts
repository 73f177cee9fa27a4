import { renderSVG } from 'uqr';
import type { StationContext } from '../context.ts';

/**
 * The QR that links a Pass to a person (RULES C4), as the address of a picture. It holds what is
 * printed on the card itself, and scanning it signs nobody in (RULES C5).
 */
export function linkQr(context: StationContext, qrUuid: string): string | null {
  const siteUrl = context.knowledge.settings()?.siteUrl ?? '';
  if (siteUrl === '') return null;
  const address = `${siteUrl.replace(/\/$/, '')}/qr/${qrUuid}`;
  const svg = renderSVG(address, { ecc: 'M', border: 3, pixelSize: 1 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
