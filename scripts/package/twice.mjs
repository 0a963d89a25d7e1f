// Makes all packages twice, under one SOURCE_DATE_EPOCH, and compares every byte (`npm run campaign:package`).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT_MS = 600_000;
const script = join(dirname(fileURLToPath(import.meta.url)), 'all.mjs');
const scratch = mkdtempSync(join(tmpdir(), 'isowright-twice-'));
try {
  const [first, second] = ['first', 'second'].map(sumsOf);
  console.log(first);
  console.log(first === second ? 'the same bytes twice' : `and then\n${second}`);
  process.exitCode = first === second ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function sumsOf(name) {
  const folder = join(scratch, name);
  const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000' };
  const { status } = spawnSync(process.execPath, [script, folder], {
    env,
    stdio: 'inherit',
    timeout: LIMIT_MS,
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
}
