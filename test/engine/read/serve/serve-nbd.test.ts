import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import {
  NBD_COMMAND,
  NBD_ERROR,
  NBD_OPTION,
  nbdExportInfo,
  nbdGreeting,
  nbdOption,
  nbdOptionReply,
  nbdRequest,
  nbdSimpleReply,
} from '../../../../src/engine/bytes/formats/nbd/nbd.ts';
import type { Readable } from '../../../../src/engine/contract/ports/image.ts';
import { ByteInlet } from '../../../../src/engine/read/serve/byte-inlet.ts';
import { serveNbd } from '../../../../src/engine/read/serve/serve-nbd.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';

const bytes = seededBytes(100_000);
const BAD_AT = 50_000;

const image: Readable = {
  sizeBytes: bytes.length,
  async read(atByte, into) {
    if (atByte <= BAD_AT && BAD_AT < atByte + into.length) throw new Error('unreadable');
    into.set(bytes.subarray(atByte, atByte + into.length));
  },
};

interface Client {
  readonly said: ByteInlet;
  readonly ended: Promise<void>;
  send(...pieces: Uint8Array[]): void;
  end(): void;
}

function client(): Client {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const ended = serveNbd(image, input, output);
  return {
    said: new ByteInlet(output),
    ended,
    send: (...pieces) => {
      // In pieces of one byte, as a line may give them.
      for (const byte of Buffer.concat(pieces)) input.write(Uint8Array.of(byte));
    },
    end: () => void input.end(),
  };
}

const flags = Uint8Array.of(0, 0, 0, 3);
const option = (code: number, data = new Uint8Array()): Uint8Array =>
  Buffer.concat([nbdOption.encode({ option: code, lengthBytes: data.length }), data]);
const request = (type: number, atByte: number, lengthBytes: number, cookieLow = 7): Uint8Array =>
  nbdRequest.encode({ flags: 0, type, cookieHigh: 1, cookieLow, atByte, lengthBytes });

async function taken(inlet: ByteInlet, lengthBytes: number): Promise<Buffer> {
  const found = await inlet.next(lengthBytes);
  if (!found) throw new Error('ended');
  return found;
}

async function greeted(): Promise<Client> {
  const one = client();
  one.send(flags, option(99, Uint8Array.of(1, 2)), option(NBD_OPTION.go, new Uint8Array(6)));
  nbdGreeting.decode(await taken(one.said, nbdGreeting.sizeBytes));
  const refused = nbdOptionReply.decode(await taken(one.said, nbdOptionReply.sizeBytes));
  expect(refused).toMatchObject({ option: 99, reply: 0x80000001, lengthBytes: 0 });
  expect(nbdOptionReply.decode(await taken(one.said, nbdOptionReply.sizeBytes)).lengthBytes).toBe(12);
  const info = nbdExportInfo.decode(await taken(one.said, nbdExportInfo.sizeBytes));
  expect(info).toEqual({ info: 0, sizeBytes: 100_000, flags: 3 });
  await taken(one.said, nbdOptionReply.sizeBytes);
  return one;
}

test('bytes of any place, errors of their own request only, and nothing is written', async () => {
  const one = await greeted();
  const asked: readonly [number, number, number, number][] = [
    [NBD_COMMAND.read, 10, 30_000, NBD_ERROR.none],
    [NBD_COMMAND.read, 40_000, 20_000, NBD_ERROR.io],
    [NBD_COMMAND.read, 99_000, 1001, NBD_ERROR.invalid],
    [NBD_COMMAND.read, 0, 0xffffffff, NBD_ERROR.invalid],
    [NBD_COMMAND.write, 0, 5, NBD_ERROR.notPermitted],
    [4, 0, 5, NBD_ERROR.invalid],
    [NBD_COMMAND.read, 99_000, 1000, NBD_ERROR.none],
  ];
  for (const [type, atByte, lengthBytes, error] of asked) {
    one.send(request(type, atByte, lengthBytes));
    if (type === NBD_COMMAND.write) one.send(new Uint8Array(lengthBytes));
    const reply = nbdSimpleReply.decode(await taken(one.said, nbdSimpleReply.sizeBytes));
    expect(reply).toEqual({ error, cookieHigh: 1, cookieLow: 7 });
    if (error === NBD_ERROR.none)
      expect(
        Buffer.compare(await taken(one.said, lengthBytes), bytes.subarray(atByte, atByte + lengthBytes)),
      ).toBe(0);
  }
  one.send(request(NBD_COMMAND.disconnect, 0, 0));
  await one.ended;
});

test('a client that goes away, or has endless options, ends it', async () => {
  const gone = await greeted();
  gone.send(request(NBD_COMMAND.read, 0, 10).subarray(0, 20));
  gone.end();
  await gone.ended;
  const endless = client();
  endless.send(flags);
  for (let i = 0; i < 64; i++) endless.send(option(50));
  await endless.ended;
  const long = client();
  long.send(flags, nbdOption.encode({ option: 7, lengthBytes: 0xffffffff }));
  await long.ended;
});

test('what is not the protocol ends it with an error, not with bytes', async () => {
  const wrong = await greeted();
  wrong.send(new Uint8Array(28));
  await expect(wrong.ended).rejects.toThrow();
});
