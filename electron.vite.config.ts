import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * The oldest Electron that must run this: the tests drive a real one from the package registry,
 * which is older than the one that ships.
 */
const OLDEST = { node: 'node20.18', chrome: 'chrome130' } as const;

export default defineConfig({
  main: {
    build: {
      target: OLDEST.node,
      outDir: 'dist/electron/main',
      // One file without packages: the app's archive then holds no node_modules.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'electron/main/index.ts' } },
    },
  },
  preload: {
    build: {
      target: OLDEST.node,
      outDir: 'dist/electron/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'electron/preload/index.ts' },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    // The station serves it at its root, a test may serve it elsewhere.
    base: './',
    plugins: [react()],
    build: {
      target: OLDEST.chrome,
      outDir: 'dist/renderer',
      emptyOutDir: true,
      minify: true,
      // The page's security policy allows files of its own, and no data: address.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'renderer/index.html' } },
    },
  },
});
