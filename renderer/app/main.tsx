import { createRoot } from 'react-dom/client';
import { assert } from '../../src/shared/assert.ts';
import { watchKeyboard } from '../bridge/keyboard.ts';
import { loadSounds } from '../bridge/sounds.ts';
import { ask, startStation } from '../stores/station-store.ts';
import '../../resources/look/tokens.css';
import '../styles/base.css';
import '../styles/layout.css';
import '../styles/controls.css';
import '../styles/products.css';
import '../styles/basket.css';
import '../styles/result.css';
import '../styles/sheets.css';
import '../styles/calm-screens.css';
import '../styles/status.css';
import { App } from './app.tsx';

const place = document.querySelector('#kiosk');
assert(place !== null, 'index.html has no #kiosk');

startStation();
watchKeyboard(window, (text) => ask({ kind: 'wedge-typed', text }));
// Without sound the kiosk still speaks by words, shape and colour.
loadSounds().catch(() => undefined);
createRoot(place).render(<App />);
