import { createRoot } from 'react-dom/client';
import { assert } from '../../src/shared/assert.ts';
import { watchKeyboard } from '../bridge/keyboard.ts';
import { loadSounds } from '../bridge/sounds.ts';
import { ask, startStation } from '../stores/station-store.ts';
import { startSounds } from '../stores/sounds-of-state.ts';
import { placeOfAddress } from '../features/kitchen/place-of-address.ts';
import { App } from './app.tsx';
import { KitchenApp } from './kitchen-app.tsx';

const place = document.querySelector('#kiosk');
assert(place !== null, 'index.html has no #kiosk');

startSounds();
startStation();
watchKeyboard(window, (text) => ask({ kind: 'wedge-typed', text }));
// Without sound the kiosk still speaks by words, shape and colour.
loadSounds().catch(() => undefined);
const prepared = placeOfAddress(location.search);
createRoot(place).render(prepared === null ? <App /> : <KitchenApp place={prepared} />);
