import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-changed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Changes a file and puts both its times back, to the nanosecond. */
function behindItsTimes(path: string, change: () => void): void {
  execFileSync('touch', ['-r', path, `${path}.times`]);
  change();
  execFileSync('touch', ['-r', `${path}.times`, path]);
}

for (const [kind, content] of [
  ['an image', new Uint8Array(200_000).fill(7)],
  ['a packed image', gzipSync(new Uint8Array(200_000).fill(7))],
] as const)
  test(`${kind} that was written to and got its times back is found to have changed`, async () => {
    const path = join(folder, kind);
    for (const change of [() => writeFileSync(path, content), () => chmodSync(path, 0o600)]) {
      writeFileSync(path, content);
      const source = await openSource(path);
      behindItsTimes(path, change);
      if ('readNext' in source) while ((await source.readNext(new Uint8Array(65_536))) > 0);
      await expect(source.settle!()).rejects.toMatchObject({ code: 'source-changed', facts: { path } });
      await source.close();
    }
  });

test('an image that stayed as it was has not changed, also when somebody else read it', async () => {
  const path = join(folder, 'quiet');
  writeFileSync(path, 'any\0image');
  truncateSync(path, 100_000);
  const source = await openSource(path);
  execFileSync('cat', [path]);
  await expect(source.settle!()).resolves.toBeUndefined();
  await source.close();
});
