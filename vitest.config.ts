import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // as tsconfig.json says it: extensions under test find the sources, not dist/
  resolve: {
    alias: [
      { find: /^entrepot$/, replacement: source('./sdk/index.ts') },
      { find: /^entrepot\/testing$/, replacement: source('./sdk/testing/index.ts') },
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
