import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig } from 'vite';

const FOLDER = 'src/cloud/site/client';

/**
 * The small modules of the site, one file each, for the public's browsers. Their names carry no
 * hash: a page names them directly, and the cloud tells browsers when they changed.
 */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'baseline-widely-available',
    outDir: 'dist/site',
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(
        readdirSync(FOLDER)
          .filter((file) => file.endsWith('.ts'))
          .map((file) => [basename(file, '.ts'), `${FOLDER}/${file}`]),
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[name].js' },
    },
  },
});
