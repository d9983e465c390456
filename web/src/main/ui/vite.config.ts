import { fileURLToPath } from 'node:url';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  // virtua is written for React; Preact's compat layer is enough for it.
  resolve: {
    alias: [
      { find: /^react$/, replacement: 'preact/compat' },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
    ],
  },
  build: {
    outDir: '../../../target/classes/static',
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows neither data: images nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: page('index.html'),
        login: page('login.html'),
        register: page('register.html'),
      },
      // virtua's "use client" speaks to React's server; there is none here.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') {
          report(level, log);
        }
      },
    },
  },
  plugins: [compression({ include: /assets\/.*\.(js|css|svg)$/, algorithms: ['gzip', 'brotliCompress'], threshold: 256 })],
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/ws': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
  test: { include: ['{client,src}/**/*.test.ts'] },
});
