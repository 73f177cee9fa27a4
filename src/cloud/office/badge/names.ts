import type { PresenceRow } from '../../badge/read-presences.ts';
import type { Visit } from '../../site/visit.ts';

/** How staff call who was there: a name, the number of a Pass, or a visitor of the day. */
export function nameOf({ t }: Visit, { name, holder }: PresenceRow): string {
  if (name !== '') {
    return holder.kind === 'guest' && holder.hostName !== ''
      ? t('badgeOffice.guestOf', { name, host: holder.hostName })
      : name;
  }
  if (holder.kind === 'wallet' && holder.cardNumber !== null) {
    return t('badgeOffice.pass', { number: holder.cardNumber });
  }
  return t('badgeOffice.nobody');
}
