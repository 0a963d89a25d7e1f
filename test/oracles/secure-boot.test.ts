import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { inspectImage } from '../../src/engine/read/inspect/inspect.ts';
import { author, bytesOf, temporaryFolder } from '../engine/author/making.ts';
import { type Need, run, testWith } from '../fakes/rigs.ts';
import { secureTree } from '../rigs/boot-trees.ts';

// Signers that `inspect` names are those that OpenSSL finds in the same files.

const needs: Need[] = ['rigs', 'tool:openssl'];
const test = testWith(...needs);
const room = temporaryFolder();
const tree = join(room, 'tree');

beforeAll(() => {
  mkdirSync(tree);
  secureTree(tree);
});

/** Subject and issuer of the signer in each signature of a program, as OpenSSL reads them: its certificate is the one it names first. */
function toldByOpenssl(file: string): { signers: string[]; issuers: string[] } {
  const program = readFileSync(join(tree, file));
  const optional = program.readUInt32LE(0x3c) + 24;
  let at = program.readUInt32LE(optional + 112 + 32);
  const end = at + program.readUInt32LE(optional + 112 + 36);
  const found = { signers: [] as string[], issuers: [] as string[] };
  for (; at < end; at += Math.ceil(program.readUInt32LE(at) / 8) * 8) {
    const der = join(room, `${at}.p7`);
    writeFileSync(der, program.subarray(at + 8, at + program.readUInt32LE(at)));
    const { stdout } = run('openssl', ['pkcs7', '-inform', 'DER', '-in', der, '-print_certs', '-noout']);
    const names = [...stdout.matchAll(/^(subject|issuer)=.*CN = ([^,\n]+)/gm)].map(([, , name = '']) => name);
    // The signer is who vouches for nobody.
    const pairs = names.flatMap((name, i) => (i % 2 === 0 ? [[name, names[i + 1] ?? ''] as const] : []));
    const own = pairs.find(
      ([subject]) => !pairs.some(([other, issuer]) => issuer === subject && other !== subject),
    );
    found.signers.push(own?.[0] ?? '');
    found.issuers.push(own?.[1] ?? '');
  }
  return found;
}

async function secureBootOf(folder: string) {
  const image = await author(folder, {});
  const bytes = await bytesOf(image);
  await image.close();
  const { secureBoot } = await inspectImage({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });
  return secureBoot;
}

test('signers and their issuers are those that OpenSSL names, and SBAT is what the section says', async () => {
  const found = await secureBootOf(tree);
  expect(found).toMatchObject({ boots: true, because: 'signed' });
  for (const [loader, file] of [
    [found?.loaders[0], 'EFI/BOOT/BOOTX64.EFI'],
    [found?.loaders[1], 'EFI/BOOT/grubx64.efi'],
  ] as const) {
    const { signers, issuers } = toldByOpenssl(file);
    expect(loader?.signers).toEqual(signers);
    expect(loader?.issuers).toEqual(expect.arrayContaining(issuers));
    expect(signers.join()).not.toBe('');
    const text = readFileSync(join(tree, file)).toString('latin1');
    for (const { component, generation } of loader?.sbat ?? [])
      expect(text).toContain(`${component},${generation},`);
    expect(loader?.sbat.length).toBeGreaterThan(1);
  }
});

test.each([
  ['a loader that nobody signed', 'not-signed', false],
  ['a second loader that nobody signed', 'next-not-signed', false],
  ['a second loader that is not there', 'next-missing', 'unknown'],
  ['a loader signed for Debian alone', 'other-signer', false],
  ['a GRUB that was revoked', 'revoked', 'unknown'],
] as const)('%s', async (name, because, boots) => {
  const folder = join(room, because);
  cpSync(tree, folder, { recursive: true });
  const [first, second] = [join(folder, 'EFI/BOOT/BOOTX64.EFI'), join(folder, 'EFI/BOOT/grubx64.efi')];
  if (because === 'not-signed') unsign(first);
  if (because === 'next-not-signed') unsign(second);
  if (because === 'next-missing') rmSync(second);
  if (because === 'other-signer') cpSync(second, first);
  if (because === 'revoked') writeFileSync(second, older(readFileSync(second)));
  expect(await secureBootOf(folder), name).toMatchObject({ boots, because });
});

/** Its directory of certificates is emptied. */
function unsign(path: string): void {
  const program = readFileSync(path);
  program.fill(0, certificatesAt(program), certificatesAt(program) + 8);
  writeFileSync(path, program);
}

const certificatesAt = (program: Buffer): number => program.readUInt32LE(0x3c) + 24 + 112 + 32;

/** As GRUB was before its last revocation. */
function older(program: Buffer): Buffer {
  return Buffer.from(program.toString('latin1').replace('\ngrub,5,', '\ngrub,2,'), 'latin1');
}

test('a kernel is named with who signed it, and one that nobody signed as that', async () => {
  const folder = join(room, 'kernels');
  cpSync(tree, folder, { recursive: true });
  cpSync(join(folder, 'live/vmlinuz'), join(folder, 'live/vmlinuz-own'));
  unsign(join(folder, 'live/vmlinuz-own'));
  const kernels = (await secureBootOf(folder))?.kernels;
  expect(kernels).toEqual([
    { path: 'live/vmlinuz', signers: ['Debian Secure Boot Signer 2022 - linux'] },
    { path: 'live/vmlinuz-own', signers: [] },
  ]);
});
