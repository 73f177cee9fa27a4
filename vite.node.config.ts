import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';
import type { ProgramName } from './src/shared/node/resources.ts';

const PROGRAMS: readonly ProgramName[] = [
  'station/main',
  'station/readers/pcsc-process',
  'station/journal/full-check-worker',
  'cloud/main',
  'cli/main',
];

/** Station, cloud, reader process and command line, for Node. Packages stay in node_modules. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  publicDir: false,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist/node',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(
        PROGRAMS.map((name) => [name, `src/${name}.ts`]).filter(([, path]) =>
          existsSync(path ?? ''),
        ),
      ),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
