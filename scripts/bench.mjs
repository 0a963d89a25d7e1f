// `npm run bench [-- write|many|make|screen|browse|read|compare|ill|before] [-- --rounds N]`: bundles the benchmarks as the program is bundled, and runs them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { node, root, setUp } from './setup.mjs';

setUp({ build: false });
const outdir = mkdtempSync(join(tmpdir(), 'isowright-bench-bundle-'));
writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
await bundle(
  [
    'src/main.ts',
    ...['bench', 'programs/transfer', 'programs/measured'].map((name) => `test/bench/${name}.ts`),
    'test/bench/programs/screen.tsx',
  ],
  outdir,
);
const { status } = spawnSync(node, [join(outdir, 'bench.js'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
rmSync(outdir, { recursive: true, force: true });
process.exit(status ?? 1);
