import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readAt } from '../../../../src/engine/host/files/positional-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([2 ** 53, 2 ** 63, 18_446_462_598_732_886_000])(
  'a place that no file reaches (%d) is behind the end, not an error of the medium',
  async (atByte) => {
    const path = join(folder, 'file');
    writeFileSync(path, 'short');
    expect(await readAt(openSync(path, 'r'), new Uint8Array(4), atByte)).toBe(0);
  },
);
