import { afterAll, expect } from 'vitest';
import { has, testWith } from '../../../fakes/rigs.ts';
import { concat, fileOf, outcome, packed, removeFolder, sampleImage, unpack } from './packing.ts';

// Archives made by the programs people use, unpacked by us: alone, several in a row, cut off, damaged, with a tail.

const image = sampleImage((3 << 20) + 777);
const second = sampleImage(200_001, 7);

afterAll(removeFolder);

interface Packer {
  readonly tool: string;
  readonly args: readonly string[];
  /** The container says what it unpacks to. */
  readonly tellsSize: boolean;
  readonly alsoNeeds?: string;
}

const packers: readonly Packer[] = [
  { tool: 'gzip', args: ['-c'], tellsSize: false },
  { tool: 'pigz', args: ['-c', '-p', '2'], tellsSize: false },
  { tool: 'xz', args: ['-c', '-1'], tellsSize: true },
  { tool: 'xz', args: ['-c', '-1', '-T2', '--block-size=262144', '--check=sha256'], tellsSize: true },
  { tool: 'xz', args: ['-c', '-1', '--check=none'], tellsSize: true },
  { tool: 'zstd', args: ['-c', '-3', '--stream-size=3146505'], tellsSize: true },
  { tool: 'zstd', args: ['-c', '-3', '--no-check'], tellsSize: false },
  { tool: 'bzip2', args: ['-c', '-1'], tellsSize: false },
  { tool: 'lz4', args: ['-c', '-1'], tellsSize: false },
  { tool: 'lz4', args: ['-c', '-9', '-B4', '-BD', '-BX'], tellsSize: false },
  { tool: 'lz4', args: ['-c', '-1', '-BD', '--no-frame-crc'], tellsSize: false },
];

for (const { tool, args, tellsSize } of packers) {
  const it = testWith(`tool:${tool}`);
  const name = [tool, ...args].join(' ');
  const pack = (bytes: Uint8Array): Uint8Array =>
    packed(
      bytes,
      tool,
      ...args.map((arg) => arg.replace(/^--stream-size=.*/, `--stream-size=${bytes.length}`)),
    );

  it(`${name}: unpacks to the same bytes, and says its size when it knows it`, async () => {
    const opened = await unpack(fileOf(pack(image)));
    expect(Buffer.compare(opened.bytes, image)).toBe(0);
    expect(opened.sizeBytes).toBe(tellsSize ? image.length : undefined);
    expect(opened.notes).toEqual([]);
  });

  it(`${name}: several in a row are one image`, async () => {
    const opened = await unpack(fileOf(concat(pack(image), pack(second), pack(second))), 77_777);
    expect(Buffer.compare(opened.bytes, concat(image, second, second))).toBe(0);
    expect(opened.sizeBytes).toBe(tellsSize ? image.length + 2 * second.length : undefined);
  });

  it(`${name}: cut off anywhere, it is never taken for whole`, async () => {
    const whole = pack(second);
    const both = concat(whole, whole);
    const places = [6, 12, 30, whole.length >> 1, ...[9, 8, 4, 1].map((n) => whole.length - n)];
    for (const place of [...places, ...places.map((at) => whole.length + at), whole.length + 1]) {
      if (place === whole.length) continue;
      expect([place, await outcome(both.subarray(0, place))]).toEqual([place, 'source-truncated']);
    }
  });

  it(`${name}: a changed byte is noticed`, async () => {
    if (['--no-check', '--check=none', '--no-frame-crc'].some((arg) => args.includes(arg))) return;
    const whole = pack(second);
    for (const share of [0.2, 0.5, 0.8]) {
      const broken = Uint8Array.from(whole);
      const place = Math.floor(whole.length * share);
      broken[place] = (broken[place] as number) ^ 0x41;
      expect(['source-damaged', 'source-truncated']).toContain(await outcome(broken));
    }
  });
}

testWith('tool:pzstd')('pzstd: many frames with skippable ones between', async () => {
  const opened = await unpack(fileOf(packed(image, 'pzstd', '-c', '-p', '2', '-q')));
  expect(Buffer.compare(opened.bytes, image)).toBe(0);
});

testWith('tool:gzip')('gzip: zeros behind it are padding, anything else is said', async () => {
  const whole = packed(second, 'gzip', '-c');
  const padded = await unpack(fileOf(concat(whole, new Uint8Array(1000))));
  expect(padded.notes).toEqual([]);
  const trailing = await unpack(fileOf(concat(whole, new TextEncoder().encode('rubbish'))));
  expect(Buffer.compare(trailing.bytes, second)).toBe(0);
  expect(trailing.notes).toMatchObject([{ code: 'source-trailing-bytes' }]);
});

testWith('tool:xz', 'tool:zstd')('xz and zstd: rubbish behind them is damage', async () => {
  for (const tool of ['xz', 'zstd'].filter((name) => has(`tool:${name}`))) {
    const whole = packed(second, tool, '-c');
    expect(await outcome(concat(whole, new TextEncoder().encode('rubbish rubbish')))).toBe('source-damaged');
  }
});

testWith('tool:gzip', 'tool:tar')('an archive in an archive is no image', async () => {
  const tar = packed(new Uint8Array(), 'tar', '-c', '-C', '/etc', 'hostname');
  expect(await outcome(packed(tar, 'gzip', '-c'))).toBe('source-not-an-image');
  expect(await outcome(tar)).toBe('source-not-an-image');
  expect(await outcome(packed(packed(second, 'gzip', '-c'), 'gzip', '-c'))).toBe('source-not-an-image');
  expect(await outcome(packed(new Uint8Array(), 'gzip', '-c'))).toBe('source-not-an-image');
});
