import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isReceiptFile, looksLikeReceipt } from '../../../../src/engine/read/open/is-receipt-file.ts';
import { canonicalJson } from '../../../../src/engine/write/receipt/canonical.ts';
import { checkTarget, joined } from '../../../../src/engine/write/receipt/check-target.ts';
import { parseReceipt, type Receipt, sealed } from '../../../../src/engine/write/receipt/receipt.ts';
import { readReceipt, writeReceipt } from '../../../../src/engine/write/receipt/receipt-file.ts';
import { rootOf, TreeHasher } from '../../../../src/engine/write/receipt/tree-hash.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget, type Faults } from '../../../fakes/fake-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-receipt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PIECE = 64 << 10;
const image = seededBytes(5 * PIECE + 777);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function treeOf(bytes: Uint8Array, stepBytes = 10_000) {
  const hasher = new TreeHasher(PIECE);
  for (let at = 0; at < bytes.length; at += stepBytes) hasher.update(bytes.subarray(at, at + stepBytes));
  return hasher.finish();
}

function receipt(): Receipt {
  return sealed({
    kind: 'isowright-receipt',
    v: 1,
    job: 'job-1',
    startedAt: '2026-11-22T12:00:00.000Z',
    endedAt: '2026-11-22T12:01:00.000Z',
    program: { isowright: '1', node: 'v24', system: 'Linux' },
    plan: { do: 'write', b: [1, { c: null }], a: 'ü' },
    source: { path: '/a.iso', sizeBytes: image.length, sha256: sha256(image) },
    targets: [{ target: 'sdb', path: '/dev/sdb', serial: 'S', ok: true, state: 'proved', verifiedBytes: 1 }],
    tree: { algorithm: 'sha256', ...treeOf(image), pieces: [...treeOf(image).pieces] },
  });
}

test('a tree hash is that of the pieces, however the bytes come', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 500_000 }),
      fc.integer({ min: 1, max: 200_000 }),
      (bytes, stepBytes) => {
        const tree = treeOf(bytes, stepBytes);
        const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, index) =>
          sha256(bytes.subarray(index * PIECE, (index + 1) * PIECE)),
        );
        expect(tree).toEqual({
          pieceBytes: PIECE,
          sizeBytes: bytes.length,
          pieces,
          root: rootOf({ pieceBytes: PIECE, sizeBytes: bytes.length, pieces }),
        });
      },
    ),
    { numRuns: 30 },
  );
});

test('the root tells sizes and pieces apart', () => {
  const tree = treeOf(image);
  const roots = [
    tree,
    { ...tree, sizeBytes: tree.sizeBytes + 1 },
    { ...tree, pieceBytes: 2 * PIECE },
    { ...tree, pieces: tree.pieces.slice(1) },
    { ...tree, pieces: [...tree.pieces].reverse() },
  ].map(rootOf);
  expect(new Set(roots).size).toBe(roots.length);
});

test('canonical JSON does not depend on the order of fields', () => {
  expect(canonicalJson({ b: 1, a: [undefined, { d: undefined, c: 'x"' }] })).toBe(
    '{"a":[null,{"c":"x\\""}],"b":1}',
  );
  expect(canonicalJson(JSON.parse('{"b":1,"a":2}'))).toBe(canonicalJson({ a: 2, b: 1 }));
});

test('a receipt comes back as it was, and every change of it is noticed', () => {
  const text = JSON.stringify(receipt());
  expect(parseReceipt(text, 'x')).toEqual(receipt());
  expect(looksLikeReceipt(text)).toBe(true);
  const other = 'f'.repeat(64);
  const changes: ((value: Receipt) => object)[] = [
    (value) => ({ ...value, job: 'job-2' }),
    (value) => ({ ...value, targets: [] }),
    (value) => ({ ...value, plan: { ...value.plan, a: 'u' } }),
    (value) => ({ ...value, tree: { ...value.tree, pieces: [other, ...value.tree.pieces.slice(1)] } }),
    (value) => ({ ...value, more: 1 }),
    (value) => ({ ...value, v: 2 }),
    ({ sha256: _, ...value }) => value,
  ];
  for (const change of changes)
    expect(() => parseReceipt(JSON.stringify(change(receipt())), 'x')).toThrow('receipt-invalid');
  // Sealed again by somebody who does not know what fits together.
  const { sha256: _, ...content } = receipt();
  const forged = sealed({
    ...content,
    tree: { ...content.tree, pieces: [other, ...content.tree.pieces.slice(1)] },
  });
  expect(() => parseReceipt(JSON.stringify(forged), 'x')).toThrow('receipt-invalid');
  for (const text of ['', '{}', '[]', 'null', '{"kind":"isowright-receipt"}', '\0'.repeat(100)])
    expect(() => parseReceipt(text, 'x')).toThrow('receipt-invalid');
});

test('a receipt file is new, never written through a link, and found by its content', async () => {
  const path = join(folder, 'a.receipt.json');
  await writeReceipt(path, receipt());
  expect(await readReceipt(path)).toEqual(receipt());
  expect(await isReceiptFile(path)).toBe(true);
  await expect(writeReceipt(path, receipt())).rejects.toThrow('output-exists');
  const victim = join(folder, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, join(folder, 'link'));
  await expect(writeReceipt(join(folder, 'link'), receipt())).rejects.toThrow('output-exists');
  expect(readFileSync(victim, 'utf8')).toBe('precious');
  expect(await isReceiptFile(victim)).toBe(false);
  expect(await isReceiptFile(folder)).toBe(false);
  await expect(readReceipt(join(folder, 'none'))).rejects.toThrow('source-missing');
});

async function check(change: (stored: Uint8Array) => void, faults: Faults = {}, capacityBytes = 1 << 20) {
  const target = new FakeTarget({ capacityBytes, faults });
  target.stored.set(image.subarray(0, capacityBytes));
  change(target.stored);
  const seen: number[] = [];
  const bad = await checkTarget(target, treeOf(image), {
    signal: new AbortController().signal,
    pass: async () => undefined,
    onProgress: (bytes) => seen.push(bytes),
    onBad: () => undefined,
  });
  expect(seen.at(-1)).toBe(image.length);
  return joined(bad);
}

test('a drive that still holds the image is good, whatever stands behind the image', async () => {
  expect(await check((stored) => stored.fill(1, image.length))).toEqual([]);
});

test('differences are located by pieces, neighbours joined; what cannot be read is bad', async () => {
  const flip =
    (...places: number[]) =>
    (stored: Uint8Array): void => {
      for (const place of places) stored[place] = (stored[place] as number) ^ 1;
    };
  expect(await check(flip(0, 2 * PIECE, 3 * PIECE + 5))).toEqual([
    { atByte: 0, lengthBytes: PIECE },
    { atByte: 2 * PIECE, lengthBytes: 2 * PIECE },
  ]);
  expect(await check(flip(image.length - 1))).toEqual([{ atByte: 5 * PIECE, lengthBytes: 777 }]);
  expect(await check(() => undefined, { failReadAt: PIECE + 9 })).toEqual([
    { atByte: PIECE, lengthBytes: PIECE },
  ]);
});

test('a drive that is too small cannot hold it', async () => {
  await expect(check(() => undefined, {}, 128 << 10)).rejects.toThrow('target-too-small');
});

test('a receipt of no byte, or of one piece and another hash, is none', () => {
  const nothing = treeOf(new Uint8Array(0));
  const one = image.subarray(0, 1000);
  const small = { ...receipt().source, sizeBytes: one.length };
  const forged: Omit<Receipt, 'sha256'>[] = [
    {
      ...withoutSeal(receipt()),
      source: { ...receipt().source, sizeBytes: 0 },
      tree: { algorithm: 'sha256', ...nothing, pieces: [] },
    },
    {
      ...withoutSeal(receipt()),
      source: small,
      tree: { algorithm: 'sha256', ...treeOf(one), pieces: [...treeOf(one).pieces] },
    },
  ];
  for (const content of forged)
    expect(() => parseReceipt(JSON.stringify(sealed(content)), 'x')).toThrow('receipt-invalid');
  const honest = { ...forged[1]!, source: { ...small, sha256: sha256(one) } };
  expect(parseReceipt(JSON.stringify(sealed(honest)), 'x').source).toEqual(honest.source);
});

test('a receipt whose plan is nested without end is none, and no fault of ours', () => {
  const text = JSON.stringify(receipt()).replace(
    '"c":null',
    `"c":${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  );
  expect(() => parseReceipt(text, 'x')).toThrow('receipt-invalid');
});

test('the good pieces of a target are handed on in order, and no others', async () => {
  const target = new FakeTarget({ faults: { failReadAt: 2 * PIECE + 5 } });
  target.stored.set(image);
  target.stored[PIECE] = 255 - target.stored[PIECE]!;
  const good: Uint8Array[] = [];
  await checkTarget(target, treeOf(image), {
    signal: new AbortController().signal,
    pass: async () => undefined,
    onProgress: () => undefined,
    onBad: () => undefined,
    onGood: (bytes) => void good.push(bytes),
  });
  const wanted = [image.subarray(0, PIECE), image.subarray(3 * PIECE)];
  expect(Buffer.compare(Buffer.concat(good), Buffer.concat(wanted))).toBe(0);
});

function withoutSeal({ sha256: _seal, ...content }: Receipt): Omit<Receipt, 'sha256'> {
  return content;
}
