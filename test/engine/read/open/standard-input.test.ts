import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { serveStandardInput } from '../../../../src/cli/standard-input.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { frameOf } from '../../../../src/engine/read/open/relay-frames.ts';
import { folder, inPieces, readAll, removeFolder, sampleImage } from '../decode/packing.ts';

afterAll(removeFolder);
const image = sampleImage(1_000_003);

async function passedOn(input: Readable, signal?: AbortSignal): Promise<Uint8Array> {
  const served = await serveStandardInput(input);
  try {
    const source = await openSource('-', { standardInput: served.path, signal });
    return await readAll(source).finally(() => source.close());
  } finally {
    await served.close();
  }
}

test('what is piped in arrives whole, packed or not', async () => {
  for (const bytes of [image, gzipSync(image)])
    expect(Buffer.compare(await passedOn(Readable.from(inPieces(bytes, [1, 70_000, 333]))), image)).toBe(0);
});

test('an input that breaks off is never taken for its end', async () => {
  async function* broken() {
    yield image.subarray(0, 500_000);
    throw new Error('EIO');
  }
  await expect(passedOn(Readable.from(broken()))).rejects.toMatchObject({ code: 'source-truncated' });
});

test('a viewer that dies while it passes on is noticed, also between two pieces', async () => {
  for (const lengthBytes of [500_000, 0]) {
    const path = join(folder, `relay-${lengthBytes}`);
    const server = createServer((socket) => {
      socket.write(frameOf(500_000));
      socket.write(image.subarray(0, 499_999));
      if (lengthBytes === 0) socket.write(image.subarray(499_999, 500_000));
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const source = await openSource('-', { standardInput: path });
    await expect(readAll(source)).rejects.toMatchObject({ code: 'source-truncated' });
    await source.close();
    server.close();
  }
});

test('only one may take it, and nobody waits for an input that says nothing', async () => {
  const stopping = new AbortController();
  const silent = new Readable({ read: () => undefined });
  silent.push(image.subarray(0, 100_000));
  const work = passedOn(silent, stopping.signal);
  setTimeout(() => stopping.abort(new Failure('stopped', { by: 'person' })), 50);
  await expect(work).rejects.toMatchObject({ code: 'stopped' });
  const served = await serveStandardInput(Readable.from([image]));
  const first = createConnection(served.path);
  await new Promise((resolve) => first.once('data', resolve));
  await expect(openSource('-', { standardInput: served.path })).rejects.toMatchObject({
    code: 'source-unreadable',
  });
  first.destroy();
  await served.close();
});

test('without anybody who serves it, standard input is unreadable', async () => {
  await expect(openSource('-')).rejects.toMatchObject({ code: 'source-unreadable' });
});
