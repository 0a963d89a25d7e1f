import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askSqv, sqvVerdict } from '../../../../src/engine/read/checksum/ask-sqv.ts';
import { signatureText } from '../../../../src/words/signature-text.ts';
import { has, testWith } from '../../../fakes/rigs.ts';
import { sampleImage } from '../decode/packing.ts';
import { type Rings, ringsIn } from './rings.ts';

// Debian has sqv where it has no gpg any more: it takes keys from plain files, and its input from a file or a real pipe.

const folder = mkdtempSync(join(tmpdir(), 'isowright-sqv-'));
const home = join(folder, 'home');
const image = sampleImage(3_000_000);
const withSqv = testWith('tool:sqv', 'tool:gpg');
let rings: Rings;

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

beforeAll(() => {
  if (!has('tool:sqv') || !has('tool:gpg')) return;
  rings = ringsIn(folder);
  mkdirSync(home);
  writeFileSync(join(home, 'trustedkeys.gpg'), rings.gpg('publisher', ['--export', 'known@example.org']));
  vi.stubEnv('GNUPGHOME', home);
}, 240_000);

afterAll(() => {
  vi.unstubAllEnvs();
  rings?.close();
  rmSync(folder, { recursive: true, force: true });
});

withSqv('a good signature is good, with its key', async () => {
  const listed = rings.gpg('publisher', ['--with-colons', '--fingerprint', 'known@example.org']).toString();
  const key = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1];
  for (const armour of [[], ['--armor']]) {
    const signature = rings.sign('known', '--detach-sign', image, ...armour);
    expect(await askSqv(pieces(image), signature)).toEqual({ state: 'good', key, signer: '' });
  }
});

withSqv('one of something else is bad, and one by a key that nobody has is not checked', async () => {
  const other = rings.sign('known', '--detach-sign', 'another');
  expect(await askSqv(pieces(image), other)).toMatchObject({ state: 'bad' });
  const stranger = rings.sign('stranger', '--detach-sign', image);
  expect(await askSqv(pieces(image), stranger)).toMatchObject({ state: 'unchecked', because: 'no-key-file' });
  expect(await askSqv(pieces(image), Buffer.from('rubbish'))).toMatchObject({ state: 'unchecked' });
});

test('without the program nothing is claimed', async () => {
  expect(await askSqv(pieces(image), Buffer.from('x'), 'no-such-sqv')).toMatchObject({ state: 'unchecked' });
});

test('what it says decides, and a bad one of two counts', () => {
  const key = 'A'.repeat(40);
  const good = { status: 0, stdout: `${key}\n`, stderr: '1 of 1 signatures are valid (threshold is: 1).\n' };
  const bad = 'Verifying signature:\n           Message has been manipulated\n';
  expect(sqvVerdict(good)).toEqual({ state: 'good', key, signer: '' });
  expect(sqvVerdict({ ...good, stderr: bad })).toMatchObject({ state: 'bad' });
  expect(sqvVerdict({ status: 1, stdout: '', stderr: bad })).toMatchObject({ state: 'bad' });
  expect(sqvVerdict({ status: 1, stdout: `${key}\n`, stderr: '' })).toMatchObject({ state: 'unchecked' });
  expect(sqvVerdict({ status: 1, stdout: '', stderr: 'Error: no' }).state).toBe('unchecked');
});

test('a signer without a name is said by the key', () => {
  const report = { file: '/x.sig', of: '/x', state: 'good', key: 'ABCD', signer: '' } as const;
  expect(signatureText(report)).toBe('/x.sig is a good signature by the key ABCD');
  expect(signatureText({ ...report, state: 'bad' })).toBe('/x.sig is a bad signature');
});
