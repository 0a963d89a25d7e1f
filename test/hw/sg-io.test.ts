import { expect, test } from 'vitest';
import type { Libc } from '../../src/hw/linux/ffi.ts';
import { ffiFolders, libc } from '../../src/hw/linux/ffi.ts';
import { BusError, sgIo } from '../../src/hw/linux/sg-io.ts';

// The header that the kernel gets and fills in; the kernel itself is asked in the lab (campaign:lab).

interface Answer {
  readonly status?: number;
  readonly sense?: number;
  readonly host?: number;
  readonly driver?: number;
  readonly missing?: number;
}

function answering({
  status = 0,
  sense = 0,
  host = 0,
  driver = 0,
  missing = 0,
}: Answer): Libc & { seen: Buffer[] } {
  const seen: Buffer[] = [];
  return {
    seen,
    address: (bytes) => BigInt(bytes.length),
    async ioctl(_fd, request, argument) {
      expect(request).toBe(0x2285);
      const header = Buffer.from(argument.buffer, argument.byteOffset, argument.length);
      seen.push(Buffer.from(header));
      header.writeUInt8(status, 64);
      header.writeUInt8(sense, 67);
      header.writeUInt16LE(host, 68);
      header.writeUInt16LE(driver, 70);
      header.writeInt32LE(missing, 72);
    },
  };
}

const read = {
  cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0),
  direction: 'in',
  inBytes: 2048,
  timeoutMs: 5000,
} as const;

test('a command becomes one header, and what is missing is cut off', async () => {
  const kernel = answering({ missing: 48 });
  expect(await sgIo(kernel, 3, read)).toMatchObject({ status: 0, data: { length: 2000 } });
  const [header] = kernel.seen;
  expect([header?.readInt32LE(0), header?.readInt32LE(4), header?.readUInt8(8)]).toEqual([0x53, -3, 10]);
  expect([header?.readUInt32LE(12), header?.readUInt32LE(40)]).toEqual([2048, 5000]);
});

test('sense makes it a check condition, also where only the driver says so', async () => {
  expect(await sgIo(answering({ status: 2, sense: 18 }), 3, read)).toMatchObject({
    status: 2,
    sense: { length: 18 },
  });
  expect(await sgIo(answering({ driver: 8, sense: 18 }), 3, read)).toMatchObject({ status: 2 });
});

test('a bus without an answer is no answer of the drive', async () => {
  await expect(sgIo(answering({ host: 1 }), 3, read)).rejects.toBeInstanceOf(BusError);
});

test.skipIf(process.platform !== 'linux')('the C library is there, and names what it refuses', async () => {
  const library = await libc();
  await expect(library.ioctl(0, 0x2285, Buffer.alloc(88))).rejects.toMatchObject({
    code: expect.stringMatching(/^E[A-Z]+$/),
  });
});

test('what runs with the rights of root is known, so that it can be looked at first', () => {
  expect(ffiFolders().map((path) => path.split('/').at(-1))).toEqual(['koffi', '@koromix']);
});
