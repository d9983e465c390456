import tseslint from 'typescript-eslint';

/** The layers, innermost first: a file may import from its own layer and from those before it. */
const forbidden = (patterns, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }],
});

/** Tests of the UI may use the library's stand-ins. */
const inside = ['**/client/*', '!**/client/testing'];
const onlyItsFace = 'Of the client library only its index is public.';

export default tseslint.config(
  { ignores: ['node_modules/**', 'target/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['client/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.\\.?/|idb$|vitest$|fake-indexeddb)|/src(/|$)',
              message: 'client/ is a library of its own: nothing of the UI in it.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: forbidden(inside, onlyItsFace),
  },
  {
    files: ['src/state/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: inside, message: onlyItsFace },
            {
              group: ['preact', 'preact/*', 'virtua', '**/components/*', '**/pages/*'],
              message: 'State knows no component.',
            },
          ],
        },
      ],
    },
  },
);
