import { SYNC_PROTOCOL } from '../../../contract/sync/protocol.ts';
import { err } from '../../../shared/result.ts';
import { readPairing } from '../../projections/pairing.ts';
import { DONE, record } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';

/** Pairs this station with a collective, by the 8 digits made on the pages of gestion (DESIGN 5). */
export async function pairStation(context: StationContext, code: string): Promise<CommandResult> {
  if (readPairing(context.journal.database) !== null) return DONE;
  const answer = context.connection.watch(
    await context.client.pair({
      protocol: SYNC_PROTOCOL,
      code,
      stationId: context.stationId,
      publicKey: context.publicKeyHex,
    }),
  );
  if (!answer.ok) {
    return err(answer.error.kind === 'refused' ? 'code-wrong' : 'cloud-unreachable');
  }
  const { stationName, collectiveId, collectiveName, cloudPublicKey, protocol } = answer.value;
  const recorded = record(context, [
    {
      kind: 'station.paired@1',
      body: {
        stationId: context.stationId,
        stationName,
        collectiveId,
        collectiveName,
        cloudPublicKey,
        protocol,
      },
    },
  ]);
  if (!recorded.ok) return recorded;
  context.synchroniser.start();
  return DONE;
}
