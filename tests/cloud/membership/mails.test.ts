import { describe, expect, it } from 'vitest';
import {
  approvedMail,
  begunMail,
  endedMail,
  forgottenMail,
  refusedMail,
  removedMail,
  requestedMail,
  unpaidMail,
} from '../../../src/cloud/membership/membership-mails.ts';
import { LANGUAGES } from '../../../src/shared/i18n.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';

const day = (text: string) => text as Day;

/** Every mail about a membership as it leaves, in both languages: the files are read in a review. */
describe.each(LANGUAGES)('mails about memberships in %s', (language) => {
  const membership = {
    id: toId<'Membership'>('019b76da-a812-7000-8000-000000000007'),
    ...{ name: 'Bureau fixe', cents: cents(14_000), renewalOf: null },
    person: {
      id: toId<'Person'>('019b76da-a809-7000-8000-000000000005'),
      ...{ email: 'rosalind.hart@example.org', name: 'Rosalind <b>Hart</b>', language },
    },
    collective: {
      id: toId<'Collective'>('019b76da-a802-7000-8000-000000000002'),
      ...{ slug: 'l-etabli', name: 'L’Établi', timeZone: 'Europe/Paris' },
    },
    offer: { id: '019b76da-a810-7000-8000-000000000005' },
  } as const;
  const month = { startsOn: day('2026-12-01'), endsOn: day('2026-12-31') };
  const again = toInstant('2026-12-22T08:00:00.000Z');
  const receipt = { name: 'recu.pdf', contentType: 'application/pdf', base64: '' };
  const mails = {
    requested: requestedMail(membership),
    approved: approvedMail(membership, day('2026-12-22')),
    'approved-free': approvedMail({ ...membership, cents: cents(0) }, day('2026-12-22')),
    refused: refusedMail(membership, 'Tout est pris jusqu’en mars.'),
    begun: begunMail(membership, month, 'bank-card', receipt),
    'begun-open': begunMail({ ...membership, cents: cents(0) }, { ...month, endsOn: null }, 'free'),
    renewed: begunMail(
      { ...membership, renewalOf: toId<'Membership'>('019b76da-a812-7000-8000-000000000001') },
      ...([month, 'pass', receipt] as const),
    ),
    'unpaid-short': unpaidMail(
      membership,
      { kind: 'short', missingCents: cents(1_250) },
      { at: again, isLast: false },
    ),
    'unpaid-last': unpaidMail(membership, { kind: 'needs-person' }, { at: again, isLast: true }),
    ended: endedMail(membership, day('2026-12-31'), 'over'),
    'ended-unpaid': endedMail(membership, day('2026-12-31'), 'unpaid'),
    removed: removedMail(membership, day('2026-12-31')),
    forgotten: forgottenMail(membership),
  };

  it('say what they did', async () => {
    const written = Object.entries(mails)
      .map(([name, mail]) => `=== ${name}\nto ${mail.to}: ${mail.subject}\n\n${mail.text}`)
      .join('\n');
    await expect(written).toMatchFileSnapshot(`../../fixtures/mails/membership-${language}.txt`);
  });

  it('hold no HTML of anybody, and name the site by a mark', () => {
    for (const mail of Object.values(mails)) {
      expect(mail.html).not.toContain('<b>Hart');
      expect(mail.text).toMatch(/https:\/\/site\.invalid\/(mon-compte\/abonnements|adhesions)\//);
    }
  });

  it('carry the receipt of what was paid', () => {
    expect(mails.begun.attachments).toEqual([receipt]);
    expect(mails['begun-open'].attachments).toBeUndefined();
  });
});
