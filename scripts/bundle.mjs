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
const doors = ['begin', 'quick-command', 'command', 'job'];

/**
 * Bundles `entries` (relative to the project), the doors of those that have any, and the workers into `outdir`.
 *
 * @returns all files that are in it, relative to the project, sorted
 */
export async function bundle(entries, outdir) {
  const doorsOf = entries.includes('src/main.ts') ? doors.map((door) => `src/door/${door}.ts`) : [];
  const inputs = new Set();
  for (const entry of [...entries, ...doorsOf, ...workers])
    for (const input of await bundleOne(entry, outdir)) inputs.add(input);
  return [...inputs].sort();
}

/** Workers and the first module hold no CommonJS parts; inside an executable, workers could not make a `require`. */
const requires = (entry) => entry !== 'src/main.ts' && !workers.includes(entry);

const REQUIRE =
  "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);";

async function bundleOne(entry, outdir) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    metafile: true,
    absWorkingDir: root,
    entryPoints: [entry],
    plugins: [doorsApart],
    outdir,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    // The first module is read by any Node that may be installed, which learns from it whether it is too old.
    target: entry === 'src/main.ts' ? 'node12.20' : 'node22',
    splitting: entry !== 'src/main.ts',
    jsx: 'automatic',
    // Optional, and made of machine code: looked for where it is installed, when it is needed.
    external: ['koffi'],
    legalComments: 'none',
    logLevel: 'warning',
    // Bundled CommonJS parts ask for `require`; Ink's development tools are never loaded.
    banner: requires(entry) ? { js: REQUIRE } : {},
    alias: { 'react-devtools-core': './scripts/empty.mjs' },
    // Ink's layout is a program in a data: URL. With `fetch` it would load all of Node's HTTP to read that; without, it decodes it.
    define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  });
  return Object.keys(metafile.inputs);
}

/** Doors that are loaded by `import()` lie beside what loads them. */
const doorsApart = {
  name: 'doors-apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^\\./(?:door/)?(${doors.join('|')})\\.ts$`) }, ({ path, kind }) =>
      kind === 'dynamic-import'
        ? { path: path.replace('/door/', '/').replace(/ts$/, 'js'), external: true }
        : undefined,
    );
  },
};
