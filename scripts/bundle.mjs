// One way of bundling, for the program, its benchmarks and its demo: ES modules in one folder, workers beside them.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Files that are started by their name, as workers. */
const workers = [
  'src/engine/write/transfer/hash-worker.ts',
  'src/engine/author/content/read-worker.ts',
  'src/engine/read/rescue/hand-program.ts',
  'src/engine/jobs/process/input-worker.ts',
];

/** Bundles `entries` (relative to the project) and the workers into `outdir`. */
export async function bundle(entries, outdir) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [...entries, ...workers],
    outdir,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    // Bundled CommonJS parts ask for `require`; Ink's development tools are never loaded.
    banner: {
      js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
    },
    alias: { 'react-devtools-core': './scripts/empty.mjs' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}
