import { writeTransaction } from '../../db/write-transaction.ts';
import { answerJson, apiError, refuse } from '../../http/answers.ts';
import type { Route } from '../../http/route.ts';
import { noteNotice } from '../../payments/note-notice.ts';

/** Where the bank tells us of payments. It is a machine, so the address stands with the others of machines. */
export const BANK_NOTICES_PATH = '/api/bank-notices';

/** Notices of one payment are a few kB. */
const NOTICE_BYTES_MAX = 256_000;

/**
 * Takes a notice of the bank. The signature covers the bytes as they came; what the notice says of
 * the payment is not read at all. Answered at once: the job asks at its next turn.
 */
export const receiveNoticeRoute = {
  method: 'POST',
  path: BANK_NOTICES_PATH,
  who: 'anyone',
  bodyBytesMax: NOTICE_BYTES_MAX,
  handle: async (call) => {
    const { bank, db, clock } = call.deps;
    if (bank === null) return refuse(call, apiError('not-found', 'No bank is set up here.'));
    const notice = bank.readNotice({
      body: new Uint8Array(await call.c.req.arrayBuffer()),
      header: (name) => call.c.req.header(name),
      now: clock(),
    });
    if (!notice.ok) {
      call.log.warn({ reason: notice.error }, 'a notice of the bank was refused');
      return notice.error === 'not-readable'
        ? refuse(call, apiError('body-not-valid', 'This notice cannot be read.'))
        : refuse(call, apiError('signature-wrong', `This notice is ${notice.error}.`));
    }
    const told = await writeTransaction(db, (tx) => noteNotice(tx, notice.value, clock()));
    call.log.info({ kind: notice.value.kind, told }, 'the bank told something');
    return answerJson(call, { received: true });
  },
} satisfies Route;
