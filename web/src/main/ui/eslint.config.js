import tseslint from 'typescript-eslint';

/** The layers, innermost first: a file may import from its own layer and from those before it. */
const forbidden = (patterns, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }],
});

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
    files: ['src/client/**/*.ts'],
    rules: forbidden(
      ['preact', 'preact/*', '@preact/*', 'virtua', '**/state/*', '**/components/*', '**/pages/*', '**/i18n/*'],
      'client/ is to become a library: nothing of the UI in it.',
    ),
  },
  {
    files: ['src/state/**/*.ts'],
    rules: forbidden(['preact', 'preact/*', 'virtua', '**/components/*', '**/pages/*'], 'State knows no component.'),
  },
);
