import { existsSync, writeFileSync } from 'node:fs';
import { inProject, nodeProgram, packageFile, projectEnvironment, ROOT } from './project.mjs';
import { fingerprint, readJson } from './stamp.mjs';
import { capture, step, StepFailure } from './terminal.mjs';

const STAMP = inProject('dist', '.build.json');

/** All that a build reads. */
const SOURCES = [
  'src',
  'electron',
  'renderer',
  'resources',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'vite.node.config.ts',
  'vite.site.config.ts',
];

const BUILDS = [
  {
    name: 'build station and cloud',
    tool: 'vite',
    args: ['build', '--config', 'vite.node.config.ts'],
  },
  { name: 'build screen and window', tool: 'electron-vite', args: ['build'] },
  {
    name: 'build modules of the site',
    tool: 'vite',
    args: ['build', '--config', 'vite.site.config.ts'],
    needs: 'src/cloud/site/client',
  },
];

const TOOL_FILES = /** @type {Record<string, [string, ...string[]]>} */ ({
  vite: ['vite', 'bin', 'vite.js'],
  'electron-vite': ['electron-vite', 'bin', 'electron-vite.js'],
});

/** Builds all that runs, unless nothing changed since the last build. */
export async function compile() {
  const sources = fingerprint(ROOT, SOURCES);
  const stamp = /** @type {{ sources?: string } | null} */ (readJson(STAMP));
  if (stamp?.sources === sources) return;
  for (const { name, tool, args, needs } of BUILDS) {
    if (needs !== undefined && !existsSync(inProject(needs))) continue;
    await step(name, async () => {
      const [folder, ...path] = /** @type {[string, ...string[]]} */ (TOOL_FILES[tool]);
      const { code, output } = await capture(
        nodeProgram(),
        [packageFile(folder, ...path), ...args],
        {
          cwd: ROOT,
          env: projectEnvironment(),
        },
      );
      if (code !== 0) {
        throw new StepFailure(
          'The program could not be built.',
          'If you changed a file, the lines above name it; otherwise remove node_modules and dist, and try again.',
          output,
        );
      }
    });
  }
  writeFileSync(STAMP, JSON.stringify({ sources }));
}
