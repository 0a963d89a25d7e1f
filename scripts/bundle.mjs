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

/**
 * A process goes in by one of them, so each is bundled for itself. Cut into parts that all of them share, a list of files would
 * be made of 23 parts in place of 3, and each costs a third of a millisecond to load.
 */
const doors = ['quick-command', 'command', 'job'];

/** Bundles `entries` (relative to the project), the doors of those that have any, and the workers into `outdir`. */
export async function bundle(entries, outdir) {
  const doorsOf = entries.includes('src/main.ts') ? doors.map((door) => `src/door/${door}.ts`) : [];
  for (const entry of [...entries, ...doorsOf, ...workers]) await bundleOne(entry, outdir);
}

async function bundleOne(entry, outdir) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    plugins: [doorsApart],
    outdir,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    // Optional, and made of machine code: looked for where it is installed, when it is needed.
    external: ['koffi'],
    legalComments: 'none',
    logLevel: 'warning',
    // Bundled CommonJS parts ask for `require`; Ink's development tools are never loaded.
    banner: {
      js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
    },
    alias: { 'react-devtools-core': './scripts/empty.mjs' },
    // Ink's layout is a program in a data: URL. With `fetch` it would load all of Node's HTTP to read that; without, it decodes it.
    define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  });
}

/** What `main.ts` loads by `import('./door/NAME.ts')` lies beside it. */
const doorsApart = {
  name: 'doors-apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^\\./door/(${doors.join('|')})\\.ts$`) }, ({ path, kind }) =>
      kind === 'dynamic-import'
        ? { path: path.replace('/door/', '/').replace(/ts$/, 'js'), external: true }
        : undefined,
    );
  },
};
