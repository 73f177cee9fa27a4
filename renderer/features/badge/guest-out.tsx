import { useTexts } from '../../app/texts.ts';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask, useStation } from '../../stores/station-store.ts';
import { GuestWays } from './guest-ways.tsx';
import { PlaceFrame } from './place-frame.tsx';

/** Somebody who came without a Pass goes out: they find their first name. */
export function GuestOut() {
  const { say, since } = useTexts();
  const insideCount = useStation(({ screen }) => screen?.badge?.insideCount ?? 0);
  const state = useReply<'guests'>({ kind: 'guests' }, insideCount);
  return (
    <PlaceFrame kind="guest-out" title={say('badge.guest-title')} beside={<GuestWays />}>
      <RefusedTouch />
      <div className="guest-list">
        <ReplyGate state={state}>
          {({ rows }) =>
            rows.length === 0 ? (
              <NoRows icon="people" text={say('badge.guest-none')} />
            ) : (
              <>
                <p className="guest-who">{say('badge.guest-who')}</p>
                <Rows label={say('badge.guest-who')}>
                  {rows.map(({ presenceId, name, spaceName, inAt }) => (
                    <Row
                      key={presenceId}
                      icon="user"
                      title={name}
                      text={say('badge.guest-since', { space: spaceName, hour: since(inAt) })}
                      onTouch={() => ask({ kind: 'guest-out', presenceId }, `out:${presenceId}`)}
                    />
                  ))}
                </Rows>
              </>
            )
          }
        </ReplyGate>
      </div>
    </PlaceFrame>
  );
}
