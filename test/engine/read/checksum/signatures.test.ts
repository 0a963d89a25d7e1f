import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SignatureReport } from '../../../../src/engine/contract/events/signature.ts';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { askGpg, verdictOf } from '../../../../src/engine/read/checksum/signature-tool.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { has, testWith } from '../../../fakes/rigs.ts';
import { readAll, sampleImage } from '../decode/packing.ts';
import { type Rings, ringsIn } from './rings.ts';

// Signatures made by gpg with keys of their own, checked with the keyring of whoever asks.

const folder = mkdtempSync(join(tmpdir(), 'isowright-signed-'));
let rings: Rings;
const image = sampleImage(1_200_000);
const gz = gzipSync(image);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const sign: Rings['sign'] = (...how) => rings.sign(...how);

beforeAll(() => {
  if (!has('tool:gpg')) return;
  rings = ringsIn(folder);
  vi.stubEnv('GNUPGHOME', rings.folderOf.person);
}, 240_000);

afterAll(() => {
  vi.unstubAllEnvs();
  if (has('tool:gpg')) rings.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is said of the signatures beside `name`; or the failure. */
async function said(files: Readonly<Record<string, string | Uint8Array>>, name = 'x.iso'): Promise<string[]> {
  const place = mkdtempSync(join(folder, 'case-'));
  for (const [file, content] of Object.entries({ 'x.iso': image, ...files }))
    writeFileSync(join(place, file), content);
  const found: SignatureReport[] = [];
  try {
    const source = await openSource(join(place, name), {
      onNote: ({ facts }) => void (facts?.signature && found.push(facts.signature)),
    });
    found.push(...(source.signatures ?? []).filter(({ state }) => state === 'bad'));
    await readAll(source).finally(() => source.close());
  } catch (error) {
    return [(error as Failure).code];
  }
  return found.map((one) => {
    const who = one.state === 'unchecked' ? one.because : one.signer;
    return `${one.file.slice(place.length + 1)}: ${one.state}, ${who}`;
  });
}

const list = `${sha256(image)}  x.iso\n`;
const good = 'good, Known <known@example.org>';

describe('signatures of a checksum file', () => {
  testWith('tool:gpg')('beside it, in each form and under each name', async () => {
    const binary = sign('known', '--detach-sign', list);
    const armoured = sign('known', '--detach-sign', list, '--armor');
    expect(await said({ SHA256SUMS: list, 'SHA256SUMS.gpg': binary })).toEqual([`SHA256SUMS.gpg: ${good}`]);
    expect(await said({ SHA256SUMS: list, 'SHA256SUMS.sign': armoured })).toEqual([
      `SHA256SUMS.sign: ${good}`,
    ]);
    expect(await said({ 'x.iso.sha256': list, 'x.iso.sha256.asc': armoured })).toEqual([
      `x.iso.sha256.asc: ${good}`,
    ]);
  });

  testWith('tool:gpg')('around its text', async () => {
    const clear = sign('known', '--clearsign', `# x.iso: 1 byte\nSHA256 (x.iso) = ${sha256(image)}\n`);
    expect(await said({ 'Name-1-CHECKSUM': clear })).toEqual([`Name-1-CHECKSUM: ${good}`]);
  });

  testWith('tool:gpg')('that do not match are bad', async () => {
    const other = sign('known', '--detach-sign', 'another text');
    expect(await said({ SHA256SUMS: list, 'SHA256SUMS.gpg': other })).toEqual([
      'SHA256SUMS.gpg: bad, Known <known@example.org>',
    ]);
    const clear = sign('known', '--clearsign', `${'0'.repeat(64)}  x.iso\n`).toString();
    expect(await said({ CHECKSUM: clear.replace('0'.repeat(64), sha256(image)) })).toEqual([
      'CHECKSUM: bad, Known <known@example.org>',
    ]);
  });

  testWith('tool:gpg')(
    'by a key that nobody has are named and not checked; one of two that is known will do',
    async () => {
      const unknown = sign('stranger', '--detach-sign', list);
      expect(await said({ SHA256SUMS: list, 'SHA256SUMS.gpg': unknown })).toEqual([
        'SHA256SUMS.gpg: unchecked, no-key',
      ]);
      const both = Buffer.concat([unknown, sign('known', '--detach-sign', list)]);
      expect(await said({ SHA256SUMS: list, 'SHA256SUMS.gpg': both })).toEqual([`SHA256SUMS.gpg: ${good}`]);
    },
  );

  testWith('tool:gpg')('that are none are named and not checked', async () => {
    expect(await said({ SHA256SUMS: list, 'SHA256SUMS.gpg': 'rubbish' })).toEqual([
      'SHA256SUMS.gpg: unchecked, no-signature',
    ]);
    const signify = `untrusted comment: x\nRWRGj1pRpprAfgeF\n`;
    expect(await said({ SHA256: list, 'SHA256.sig': signify })).toEqual(['SHA256.sig: unchecked, signify']);
  });
});

describe('signatures that neither gpg nor sqv can check are named all the same', () => {
  const signify = `untrusted comment: x\nRWRGj1pRpprAfgeF\n`;
  test('Void: sha256sum.sig signs sha256sum.txt', async () => {
    const files = { 'sha256sum.txt': list, 'sha256sum.sig': signify };
    expect(await said(files)).toEqual(['sha256sum.sig: unchecked, signify']);
  });
  test('OpenBSD: the list is in SHA256.sig', async () => {
    const files = { 'SHA256.sig': `${signify}SHA256 (x.iso) = ${sha256(image)}\n` };
    expect(await said(files)).toEqual(['SHA256.sig: unchecked, signify']);
  });
  test('VyOS: x.iso.minisig, of an image, of a packed one and of a list', async () => {
    const file = 'x.iso.minisig';
    expect(await said({ [file]: signify })).toEqual([`${file}: unchecked, signify`]);
    expect(await said({ 'x.iso.gz': gz, 'x.iso.gz.minisig': signify }, 'x.iso.gz')).toEqual([
      'x.iso.gz.minisig: unchecked, signify',
    ]);
    expect(await said({ SHA256SUMS: list, 'SHA256SUMS.minisig': signify })).toEqual([
      'SHA256SUMS.minisig: unchecked, signify',
    ]);
  });
});

describe('signatures of the image itself', () => {
  testWith('tool:gpg')('are checked of what passed, and of the file it is packed in', async () => {
    expect(await said({ 'x.iso.asc': sign('known', '--detach-sign', image, '--armor') })).toEqual([
      `x.iso.asc: ${good}`,
    ]);
    expect(
      await said({ 'x.iso.gz': gz, 'x.iso.gz.sig': sign('known', '--detach-sign', gz) }, 'x.iso.gz'),
    ).toEqual([`x.iso.gz.sig: ${good}`]);
  });

  testWith('tool:gpg')('that are bad end it', async () => {
    const other = sign('known', '--detach-sign', 'another');
    expect(await said({ 'x.iso.sig': other })).toEqual(['signature-bad']);
    expect(await said({ 'x.iso.gz': gz, 'x.iso.gz.sig': other }, 'x.iso.gz')).toEqual(['signature-bad']);
  });
});

test('without gpg a signature is named and not checked', async () => {
  const bytes = async function* () {
    yield image;
  };
  expect(await askGpg(bytes(), Buffer.from('x'), 'no-such-gpg')).toEqual({
    state: 'unchecked',
    because: 'no-gpg',
  });
});

test('a revoked key, an expired one, and a signature that has expired itself', () => {
  const line = (text: string): string => `[GNUPG:] NEWSIG\n[GNUPG:] ${text}\n`;
  expect(verdictOf(line('REVKEYSIG ABCD Name')).state).toBe('bad');
  expect(verdictOf(line('EXPSIG ABCD Name')).state).toBe('bad');
  expect(verdictOf(line('EXPKEYSIG ABCD Name')).state).toBe('expired');
  expect(verdictOf(`${line('GOODSIG ABCD Name')}${line('BADSIG ABCD Name')}`).state).toBe('bad');
  expect(verdictOf('gpg: nothing')).toEqual({ state: 'unchecked', because: 'no-signature' });
});
