import { defineConfig } from '@playwright/test';

const CHROMIUM = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] === 'true',
  retries: 0,
  workers: 2,
  timeout: 60_000,
  reporter: 'list',
  projects: [
    {
      // Kiosk and site in a real Chromium, against a real station and a real cloud.
      name: 'screen',
      testDir: 'tests/screen',
      // Pictures of the site are drawn when they are wanted: SCREENS=docs. What they show is tested beside.
      testIgnore: process.env['SCREENS'] === undefined ? '**/site-looks.spec.ts' : [],
      use: {
        browserName: 'chromium',
        headless: true,
        launchOptions: CHROMIUM,
        locale: 'fr-FR',
        timezoneId: 'Europe/Paris',
        viewport: { width: 1024, height: 768 },
      },
    },
    {
      // The Electron window. One at a time: a second instance is refused, which is a test too.
      name: 'e2e',
      testDir: 'tests/e2e',
      workers: 1,
    },
  ],
});
