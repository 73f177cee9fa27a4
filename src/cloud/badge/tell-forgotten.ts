import { CORRECTION_MS_MAX } from '../../domain/badge/presence.ts';
import { formatCents, formatDay, formatHour } from '../../shared/format.ts';
import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import { cents } from '../../shared/money.ts';
import { addMs } from '../../shared/time.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps, Mail } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { mailHtml } from '../mail/mail-html.ts';
import { queueMail } from '../mail/mail-store.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { correctStayPath } from '../site/paths.ts';

/** A door that was without network may still tell when they left; nobody is written to for that. */
const TOLD_AFTER_MS = 3_600_000;

/** How many in one turn. */
const MAILS_MAX = 100;

/**
 * Writes once to each person whose going out was forgotten, while they can still say when they left
 * (RULES B6). For a guest, to who brought them.
 */
export async function tellForgotten({ db, clock, config }: CloudDeps): Promise<void> {
  const now = clock();
  for (const stay of await findUntold(db, now)) {
    const mail = forgottenMail(stay, config.publicUrl + correctStayPath(stay.id));
    await writeTransaction(db, async (tx) => {
      const told = await tx.query
        .updateTable('presence')
        .set({ told_at: now })
        .where('id', '=', stay.id)
        .where('told_at', 'is', null)
        .where('state', '=', 'automatic')
        .executeTakeFirst();
      if (told.numUpdatedRows === 0n) return;
      // A stay that was reckoned away and came back has been told of already.
      const id = uuidOf(`forgotten out ${stay.id}`);
      const known = await tx.query.selectFrom('mail').select('id').where('id', '=', id).execute();
      if (known.length === 0) await queueMail(tx, id, mail, now);
    });
  }
}

const findUntold = (db: ReadableDb, now: Instant) =>
  db.query
    .selectFrom('presence')
    .innerJoin('collective', 'collective.id', 'presence.collective_id')
    .innerJoin('badge_space as space', 'space.id', 'presence.space_id')
    .innerJoin('wallet', (join) =>
      join.on((on) => on('wallet.id', '=', on.fn.coalesce('presence.wallet_id', 'host_wallet_id'))),
    )
    .innerJoin('person', 'person.id', 'wallet.person_id')
    .select(['presence.id', 'in_at', 'out_at', 'day', 'billed_cents', 'guest_name'])
    .select(['collective.name as collective_name', 'time_zone', 'space.name as space_name'])
    .select(['person.email', 'person.language'])
    .where('presence.state', '=', 'automatic')
    .where('told_at', 'is', null)
    .where('out_at', '<=', addMs(now, -TOLD_AFTER_MS))
    .where('out_at', '>', addMs(now, -CORRECTION_MS_MAX))
    .where('person.email', 'is not', null)
    .orderBy('presence.id')
    .limit(MAILS_MAX)
    .execute();

type Untold = Awaited<ReturnType<typeof findUntold>>[number];

function forgottenMail(stay: Untold, url: string): Mail {
  const language = isLanguage(stay.language) ? stay.language : DEFAULT_LANGUAGE;
  const t = MAIL_TEXTS[language];
  const hour = (at: string | null): string =>
    at === null ? '' : formatHour(at as Instant, stay.time_zone, language);
  const subject = t('forgottenOut.subject', { collective: stay.collective_name });
  const facts = [
    t('forgottenOut.lead', {
      ...{ day: formatDay(stay.day as Day, language), hour: hour(stay.in_at) },
      space: stay.space_name,
    }),
    ...(stay.guest_name === '' ? [] : [t('forgottenOut.guest', { name: stay.guest_name })]),
    t('forgottenOut.counted', { hour: hour(stay.out_at) }),
    t('forgottenOut.price', { amount: formatCents(cents(stay.billed_cents), language) }),
  ];
  const ask = [t('forgottenOut.ask'), t('forgottenOut.wait')];
  const text = [
    ...[t('forgottenOut.hello'), '', ...facts, '', ...ask, '', `${t('forgottenOut.button')} :`],
    ...[url, '', t('sign'), ''],
  ].join('\n');
  const html = mailHtml({
    ...{ language, title: subject },
    parts: [
      { kind: 'text', text: `${t('forgottenOut.hello')} ${facts.join(' ')}` },
      { kind: 'text', text: ask.join(' ') },
      { kind: 'button', text: t('forgottenOut.button'), url },
      { kind: 'small', text: t('sign') },
    ],
  });
  return { to: stay.email ?? '', subject, text, html };
}
