import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // an author's package by its name, as in what is installed; the longer name first
  resolve: {
    alias: [
      { find: 'entrepot/testing', replacement: resolve('sdk/testing/index.ts') },
      { find: /^entrepot$/, replacement: resolve('sdk/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'extensions/**/test/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: ['test/support/templates.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
