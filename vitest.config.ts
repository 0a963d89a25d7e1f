import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: the tool wants it
export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Times of jobs are shown by the local clock.
    env: { TZ: 'UTC' },
    hookTimeout: 60_000,
    // Two cores; rigs start virtual machines of their own.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [
            '**/node_modules/**',
            ...['e2e', 'rigs', 'oracles', 'campaign'].map((room) => `test/${room}/**`),
          ],
        },
      },
      {
        extends: true,
        test: { name: 'oracles', include: ['test/oracles/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'rigs',
          include: ['test/e2e/**/*.test.ts', 'test/rigs/**/*.test.ts'],
          setupFiles: ['test/fakes/own-rigs.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Mostly they wait for media and guests: after the others, and two at a time like those.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
