import { useTexts } from '../../app/texts.ts';
import { Segments } from '../../components/segments.tsx';
import { goTo, useDoor, welcomeGuest } from './door-store.ts';

/** Somebody without a Pass comes in, or goes out. */
export function GuestWays() {
  const { say } = useTexts();
  const kind = useDoor((door) => door.place.kind);
  return (
    <Segments
      label={say('badge.guest-way')}
      value={kind === 'guest-out' ? 'out' : 'in'}
      options={[
        ['in', say('badge.guest-in')],
        ['out', say('badge.guest-out')],
      ]}
      onChoose={(way) => {
        if (way === 'out') goTo({ kind: 'guest-out' });
        else if (kind !== 'guest-in') welcomeGuest(null);
      }}
    />
  );
}
