import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: the tool wants it
export default defineConfig({
  test: {
    include: ['test/campaign/try/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
