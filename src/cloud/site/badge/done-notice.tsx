import { formatCents, formatHour } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import type { PersonCall } from '../../http/route.ts';
import { Notice } from '../parts/notice.tsx';
import type { Visit } from '../visit.ts';
import { readStays } from './my-badge.ts';
import type { MyBadge } from './my-badge.ts';
import type { Stay } from './stay-history.tsx';

/** What the address may say was just done. */
export const DONE = { corrected: 'corrige', paid: 'regle', name: 'nom' } as const;

/** What was just done, said only when it is so: the address alone proves nothing. */
export async function readDone(call: PersonCall, visit: Visit, mine: MyBadge) {
  const { t } = visit;
  const corrected = await findOwnStay(call, mine, DONE.corrected);
  if (corrected !== null && corrected.isCorrected) {
    return <Corrected visit={visit} stay={corrected} />;
  }
  const paid = await findOwnStay(call, mine, DONE.paid);
  if (paid !== null && paid.dueCents === 0 && paid.paidCents > 0) {
    return (
      <Notice tone="done" title={t('badge.dues.paid')}>
        <p>{t('badge.dues.paidWhy')}</p>
      </Notice>
    );
  }
  const slug = call.c.req.query(DONE.name);
  const place = mine.places.find((one) => one.slug === slug);
  if (place === undefined) return null;
  const isShown = mine.consents.has(place.collectiveId);
  return (
    <Notice
      tone="done"
      title={t(isShown ? 'badge.consent.given' : 'badge.consent.taken', {
        collective: place.name,
      })}
    />
  );
}

async function findOwnStay(call: PersonCall, mine: MyBadge, name: string): Promise<Stay | null> {
  const id = call.c.req.query(name) ?? '';
  const { walletId, places } = mine;
  if (walletId === undefined || !isUuid(id) || id !== id.toLowerCase()) return null;
  const [stay] = await readStays(call, places, {
    walletId,
    presenceIds: [toId<'Presence'>(id)],
  });
  return stay ?? null;
}

const Corrected = ({ visit, stay }: { readonly visit: Visit; readonly stay: Stay }) => {
  const { t, language } = visit;
  const hour = stay.outAt === null ? '' : formatHour(stay.outAt, stay.timeZone, language);
  return (
    <Notice tone="done" title={t('badge.correct.done', { hour })}>
      <p>
        {stay.cents === 0
          ? t('badge.correct.doneFree')
          : t('badge.correct.doneCents', { amount: formatCents(stay.cents, language) })}
      </p>
      {stay.dueCents === 0 ? null : (
        <p>{t('badge.correct.doneDue', { amount: formatCents(stay.dueCents, language) })}</p>
      )}
    </Notice>
  );
};
