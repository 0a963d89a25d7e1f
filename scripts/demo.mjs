// npm run demo -- SCREEN SITUATION   shows any screen with the fixed data of the snapshots; --list names them all.
// ISOWRIGHT_LANG=de and --ascii show them as they are elsewhere.
// npm run demo -- wizard             the whole wizard on a fake machine: nothing is read or written.
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

if (process.env.NO_COLOR) process.env.FORCE_COLOR = '0';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Inside the checkout, so that packages are found.
const folder = mkdtempSync(join(root, 'node_modules/.demo-'));
try {
  const outfile = join(folder, 'demo.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/screens/demo.tsx'],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    logLevel: 'error',
  });
  const { demo } = await import(pathToFileURL(outfile).href);
  process.exitCode = await demo(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
