import { uploadRequestSchema } from '../../contract/sync/messages.ts';
import type { UploadAnswer } from '../../contract/sync/messages.ts';
import { LIMITS } from '../../contract/sync/protocol.ts';
import { headTextToSign } from '../../contract/sync/signed-request.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, parseProtocolJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { checkUpload } from '../sync/check-upload.ts';
import { receiveJournal } from '../sync/receive-journal.ts';

/** POST /api/sync/journal: the next entries of a station's journal. Sending again is safe. */
export const receiveJournalRoute = {
  method: 'POST',
  path: '/api/sync/journal',
  who: 'station',
  bodyBytesMax: LIMITS.bodyBytesMax,
  handle: async (call) => {
    const { deps, station } = call;
    const upload = parseProtocolJson(uploadRequestSchema, call.body);
    if (!upload.ok) return refuse(call, upload.error);
    const entries = await checkUpload(upload.value, station.publicKey);
    const received = entries.ok
      ? await writeTransaction(deps.db, (tx) =>
          receiveJournal(
            tx,
            station,
            { head: upload.value.head, entries: entries.value },
            deps.clock(),
          ),
        )
      : entries;
    if (!received.ok) {
      const { code, message } = received.error;
      call.log.warn({ stationId: station.id, code, detail: message }, 'upload refused');
      return refuse(call, received.error);
    }
    const { ackedSeq, ackedHash, problems } = received.value;
    for (const found of problems) call.log.warn({ stationId: station.id, ...found }, 'to check');
    const text = headTextToSign(station.id, ackedSeq, ackedHash);
    return answerJson(call, {
      ackedSeq,
      ackedHash,
      countersignature: Buffer.from(deps.cloudKey.sign(Buffer.from(text))).toString('hex'),
      problems: problems.map(({ seq, code }) => ({ seq, code })),
      serverTime: deps.clock(),
    } satisfies UploadAnswer);
  },
} satisfies Route;
