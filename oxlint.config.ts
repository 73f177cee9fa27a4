import { fileURLToPath } from 'node:url';
import { defineConfig } from 'oxlint';
import { IMPORT_MATRIX, type FolderName, type FolderRule } from './build/import-matrix.ts';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 70;

const folders = Object.entries(IMPORT_MATRIX) as [FolderName, FolderRule][];

const folderIn = (names: readonly FolderName[]) => ({ element: { types: { anyOf: [...names] } } });

/** The lines of the matrix as what the boundaries plugin reads: all that is not here is refused. */
const policies = folders.flatMap(([name, rule]) => {
  const from = { element: { type: name } };
  const packages = { module: { origin: 'external', source: [...rule.packages] } };
  return [
    { from, allow: { to: folderIn([name, ...rule.imports]) } },
    ...(rule.importsTypes === undefined
      ? []
      : [{ from, allow: { to: folderIn(rule.importsTypes), dependency: { kind: 'type' } } }]),
    ...(rule.packages.length === 0 ? [] : [{ from, allow: { to: packages } }]),
    ...(rule.hasNode ? [{ from, allow: { to: { module: { origin: 'core' } } } }] : []),
  ];
});

export default defineConfig({
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist', 'release', '.cache', '.data', 'docs', 'resources'],
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'],
  jsPlugins: ['eslint-plugin-boundaries'],
  categories: { correctness: 'error', suspicious: 'error' },
  settings: {
    'boundaries/elements': folders.map(([name, rule]) => ({
      type: name,
      pattern: rule.path,
      partialMatch: false,
    })),
    'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
    'boundaries/legacy-warnings': false,
    'import/resolver': {
      [fileURLToPath(new URL('./build/import-resolver.cjs', import.meta.url))]: {},
      node: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
    },
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      { default: 'disallow', policies, checkAllOrigins: true, checkUnknownLocals: true },
    ],
    'boundaries/no-unknown-files': 'error',

    // The shape of files (STYLE 24).
    'max-lines': ['error', { max: FILE_LINES_MAX }],
    'max-lines-per-function': ['error', { max: FUNCTION_LINES_MAX, IIFEs: true }],
    'import/no-default-export': 'error',
    'oxc/no-barrel-file': ['error', { threshold: 0 }],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'import/no-cycle': 'error',

    // What the types alone do not say.
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'import/no-unassigned-import': ['error', { allow: ['**/*.css'] }],
    'no-param-reassign': 'error',
    'no-console': 'error',
    'prefer-const': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/no-deprecated': 'error',

    // A brand is given by an assertion, in the one module that may make it (STYLE 9).
    'typescript/no-unsafe-type-assertion': 'off',
    // TypeScript says which function may end without a value, and knows that assertNever ends it.
    'typescript/consistent-return': 'off',
    // A branded number is a number.
    'typescript/no-unsafe-unary-minus': 'off',
    // `role="status"` on the element that fits the layout is as good as <output>.
    'jsx-a11y/prefer-tag-over-role': 'off',
    // A spread may group what belongs together on one line.
    'unicorn/no-useless-spread': 'off',
    // A value that an effect does not read may still be why it must run again.
    'react/exhaustive-effect-dependencies': 'off',
    // TypeScript compiles JSX itself: neither React nor hono/jsx needs to be in scope.
    'react/react-in-jsx-scope': 'off',
    // A name in two scopes is plain where each function is short.
    'no-shadow': 'off',
    // A small helper stands where it is used, and `fc.record` says where record comes from.
    'unicorn/consistent-function-scoping': 'off',
    'import/no-named-as-default-member': 'off',
  },
  overrides: [
    {
      // "Now" and chance are always parameters of a decision (STYLE 18).
      files: ['src/domain/**', 'src/contract/**'],
      rules: {
        'no-restricted-globals': ['error', 'Date', 'setTimeout', 'setInterval', 'fetch'],
        'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
      },
    },
    {
      // The command line speaks on the console, and so do the tools around the project.
      files: ['src/cli/**', 'build/**', 'tests/bench/**'],
      rules: { 'no-console': 'off' },
    },
    {
      // hono/jsx writes a page once: nothing is compared with what was there before.
      files: ['src/cloud/**'],
      rules: { 'react/jsx-key': 'off' },
    },
    {
      // The kiosk is one screen: what opens takes the keyboard.
      files: ['renderer/**'],
      rules: { 'jsx-a11y/no-autofocus': 'off' },
    },
    {
      files: ['tests/**'],
      plugins: ['vitest'],
      rules: {
        // A test file reads as one list of cases.
        'max-lines': 'off',
        'max-lines-per-function': 'off',
        // In a test a missing value is a failed test.
        'typescript/no-non-null-assertion': 'off',
        'vitest/no-focused-tests': 'error',
        'vitest/require-to-throw-message': 'off',
        // What holds after every test is checked in afterEach.
        'vitest/no-standalone-expect': 'off',
        // A property has cases: what is expected depends on what was drawn.
        'vitest/no-conditional-expect': 'off',
      },
    },
    {
      // Each tool asks for the default export of its own configuration, at the root.
      files: ['*.config.ts'],
      rules: {
        'import/no-default-export': 'off',
        'boundaries/no-unknown-files': 'off',
        'boundaries/dependencies': 'off',
      },
    },
  ],
});
