import type { Activity } from '../../src/contract/kiosk/activity.ts';
import { playSound } from '../bridge/sounds.ts';
import type { SoundName } from '../bridge/sounds.ts';
import { toneOf } from '../features/results/tone.ts';
import { useStation } from './station-store.ts';

/** Plays what the station's states sound like: each result once, at the moment it comes. */
export function startSounds(): void {
  useStation.subscribe((now, before) => {
    if (now.screen?.preferences.sound !== true) return;
    const { activity } = now.screen;
    if (nameOf(activity) !== nameOf(before.screen?.activity ?? null)) {
      const sound = soundOf(activity);
      if (sound !== null) playSound(sound);
    }
    if (now.refusedTouch !== null && now.refusedTouch !== before.refusedTouch) playSound('refused');
  });
}

/** Two activities of the same name are the same one, shown again. */
function nameOf(activity: Activity | null): string {
  switch (activity?.kind) {
    case 'result':
      return activity.resultId;
    case 'pass-short':
      return `short:${activity.cardNumber}:${activity.missingCents}`;
    case 'approval':
      return `approval:${activity.action}`;
    case 'pass-desk':
      return `desk:${activity.cardId}`;
    case 'ask-undo':
      return `undo:${activity.tapId}`;
    case 'ask-space':
      return `space:${activity.cardId}`;
    case 'pass-at-work':
    case 'none':
    case undefined:
      return '';
  }
}

function soundOf(activity: Activity): SoundName | null {
  switch (activity.kind) {
    case 'none':
    case 'pass-at-work':
      return null;
    case 'pass-short':
    case 'approval':
    case 'ask-undo':
    case 'ask-space':
      return 'attention';
    case 'pass-desk':
      return activity.cardState === 'lost' || activity.cardState === 'retired' ? 'refused' : 'done';
    case 'result': {
      const tone = toneOf(activity.result);
      return tone === 'plain' ? 'done' : tone;
    }
  }
}
