// Draws each picture of an event, a collective or a village as a PNG of 1200 × 675: what is shown
// where a link to its page is shared, since nobody there draws SVG. Run it after a picture changed:
// node resources/demo/pictures/share/draw.mjs
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

const FOLDER = new URL('..', import.meta.url);
const DRAWN = /^(?:event|collective|village)-[a-z0-9-]+\.svg$/;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 675 } });
for (const file of readdirSync(FOLDER).filter((name) => DRAWN.test(name))) {
  const svg = readFileSync(new URL(file, FOLDER), 'utf8');
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:1200px;height:675px}</style>${svg}`,
  );
  const path = new URL(`share/${file.replace('.svg', '.png')}`, FOLDER).pathname;
  await page.screenshot({ path });
}
await browser.close();
