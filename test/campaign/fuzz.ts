import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { makeCorpus } from './fuzz/corpus.ts';
import { Fuzzed } from './fuzz/fuzzed.ts';

// npm run fuzz [-- COUNT [SEED [NAME]]]: COUNT spoiled files (20,000) of every format that can be made here. The millionth as the first:
// an answer or a failure with a name, within a second, in 256 MiB, and nothing outside of the folder.

const program = process.env.ISOWRIGHT_PROGRAM ?? join(process.cwd(), 'dist/main.js');
const [count = '20000', seed = '1', only = ''] = process.argv.slice(2);
const folder = mkdtempSync('/dev/shm/isowright-fuzz-');
try {
  const { sound, missing } = makeCorpus(join(folder, 'corpus'), program);
  for (const text of missing) console.error(`not made: ${text}`);
  const some = sound.filter(({ name }) => name.includes(only));
  const fuzzed = new Fuzzed(some, { folder, count: Number(count), firstSeed: Number(seed) });
  await fuzzed.run(availableParallelism());
  for (const line of fuzzed.lines()) console.log(line);
  process.exitCode = fuzzed.isClean && missing.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
