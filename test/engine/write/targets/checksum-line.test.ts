import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseGnu } from '../../../../src/engine/read/checksum/line-forms.ts';
import { checksumLine } from '../../../../src/engine/write/targets/checksum-line.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-sums-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['plain.img', 'two\nlines.img', 'back\\slash.img', 'a\\nb.img', 'all\\\n\\n.img'])(
  'sha256sum reads the line of a file named %j, and so do we',
  (name) => {
    writeFileSync(join(folder, name), 'content');
    const hash = createHash('sha256').update('content').digest('hex');
    const line = checksumLine(hash, join(folder, name));
    writeFileSync(join(folder, 'sums'), line);
    // Fails by its exit status.
    execFileSync('sha256sum', ['-c', '--strict', 'sums'], { cwd: folder, timeout: 30_000 });
    const own = execFileSync('sha256sum', ['-b', '--', name], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(line).toBe(own);
    expect(parseGnu(line.slice(0, -1))?.name).toBe(name);
  },
);
