import { createRoot } from 'react-dom/client';
import { CUSTOMER_VIEW } from '../../src/contract/kiosk/customer-state.ts';
import { assert } from '../../src/shared/assert.ts';
import { watchKeyboard } from '../bridge/keyboard.ts';
import { loadSounds } from '../bridge/sounds.ts';
import { CustomerPage } from '../features/customer/customer-page.tsx';
import { placeOfAddress } from '../features/kitchen/place-of-address.ts';
import { ask, startStation } from '../stores/station-store.ts';
import { startSounds } from '../stores/sounds-of-state.ts';
import { App } from './app.tsx';
import { KitchenApp } from './kitchen-app.tsx';

const place = document.querySelector('#kiosk');
assert(place !== null, 'index.html has no #kiosk');
const root = createRoot(place);

if (new URLSearchParams(location.search).get('view') === CUSTOMER_VIEW) {
  // For the eyes of whoever stands there: no keys, no sounds, nothing to send.
  startStation(CUSTOMER_VIEW);
  root.render(<CustomerPage />);
} else {
  startSounds();
  startStation(null);
  watchKeyboard(window, (text) => ask({ kind: 'wedge-typed', text }));
  // Without sound the kiosk still speaks by words, shape and colour.
  loadSounds().catch(() => undefined);
  const prepared = placeOfAddress(location.search);
  root.render(prepared === null ? <App /> : <KitchenApp place={prepared} />);
}
