import { defineConfig } from 'vite';

/** The client library by itself, as another program would have it: one module, with what it needs inside. */
export default defineConfig({
  build: {
    outDir: '../../../target/client',
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2023',
    minify: false,
    lib: { entry: 'client/index.ts', formats: ['es'], fileName: 'connectly-client' },
  },
});
