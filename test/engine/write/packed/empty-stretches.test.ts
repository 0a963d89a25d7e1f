import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Image } from '../../../../src/engine/contract/ports/image.ts';
import type { PackRun } from '../../../../src/engine/write/packed/pieces.ts';
import { scanForZeros } from '../../../../src/engine/write/packed/planned/zero-scan.ts';
import { StreamedQcow2 } from '../../../../src/engine/write/packed/streamed/qcow2.ts';
import { streamPieces } from '../../../../src/engine/write/packed/streamed/stream-pieces.ts';
import { StreamedVmdk } from '../../../../src/engine/write/packed/streamed/vmdk.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';

// An empty disk of 500 GB that was being converted did not hear Ctrl-C, and was killed: its unfinished file stayed.

const folder = mkdtempSync(join(tmpdir(), 'isowright-empty-'));
const fd = openSync(join(folder, 'out'), 'w+');
afterAll(() => {
  closeSync(fd);
  rmSync(folder, { recursive: true });
});

const SIZE_BYTES = 3 * 2 ** 30 + 512;
/** As of a container that holds nothing: no read waits for a file. */
const empty: Image = {
  sizeBytes: SIZE_BYTES,
  read: async (_atByte, into) => {
    into.fill(0);
  },
  extents: () => [],
  close: async () => undefined,
};

const forms: Readonly<Record<string, (run: PackRun) => Promise<unknown>>> = {
  'the search for empty blocks': (run) => scanForZeros(empty, 65_536, run),
  'a packed QCOW2': (run) => streamPieces(empty, fd, new StreamedQcow2(SIZE_BYTES, true), run),
  'a streamed VMDK': (run) => streamPieces(empty, fd, new StreamedVmdk(SIZE_BYTES, 'out'), run),
};

for (const [name, go] of Object.entries(forms))
  test(`${name} hears a stop in the middle of nothing but zeros`, async () => {
    ftruncateSync(fd, 0);
    const stop = new AbortController();
    let packedBytes = 0;
    const onPacked = (doneBytes: number): void => {
      // As a signal that comes when the first stretch is done.
      if (packedBytes === 0) setImmediate(() => stop.abort(new Error('stopped')));
      packedBytes = doneBytes;
    };
    await expect(go({ gate: makeGate(), signal: stop.signal, onPacked })).rejects.toThrow('stopped');
    expect(packedBytes).toBeLessThan(SIZE_BYTES);
  });
