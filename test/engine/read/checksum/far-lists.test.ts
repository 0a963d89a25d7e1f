import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { asFailure } from '../../../../src/engine/contract/failure/failure.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { has, testWith } from '../../../fakes/rigs.ts';
import { readAll, sampleImage } from '../decode/packing.ts';
import { type Rings, ringsIn } from './rings.ts';

// What is published beside an address: where it led to in the end, on the page of the folder, and its signatures.

const folder = mkdtempSync(join(tmpdir(), 'isowright-far-'));
const image = sampleImage((9 << 20) + 321);
const gz = gzipSync(image);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const list = `${sha256(image)}  x.iso\n`;
const wrong = `${'0'.repeat(64)}  x.iso\n`;
const withGpg = testWith('tool:gpg');
let rings: Rings;
let server: Server | undefined;
let asked: string[] = [];

beforeAll(() => {
  if (!has('tool:gpg')) return;
  rings = ringsIn(folder);
  vi.stubEnv('GNUPGHOME', rings.folderOf.person);
}, 240_000);

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

afterAll(() => {
  vi.unstubAllEnvs();
  if (has('tool:gpg')) rings.close();
  rmSync(folder, { recursive: true, force: true });
});

type Site = Readonly<Record<string, string | Uint8Array | { readonly location: string }>>;

/** A server on this machine that has just these paths; it remembers what it was asked for. */
async function serving(site: Site): Promise<string> {
  asked = [];
  server = createServer((ask, answer) => {
    const path = ask.url ?? '';
    asked.push(path);
    const found = Object.hasOwn(site, path) ? site[path] : undefined;
    if (found === undefined) return void answer.writeHead(404).end();
    if (typeof found === 'object' && 'location' in found) return void answer.writeHead(302, found).end();
    answer.writeHead(200, path.endsWith('/') ? { 'content-type': 'text/html' } : {}).end(found);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What is said of a download from there, with paths in place of addresses; or the failure. */
async function said(site: Site, path: string): Promise<string[]> {
  const base = await serving(site);
  const notes: SourceNote[] = [];
  try {
    const source = await openSource(base + path, {
      download: { patience: { tries: 2, firstWaitMs: 1 }, silenceMs: 5_000 },
      onNote: (note) => void notes.push(note),
    });
    const bad = (source.signatures ?? []).filter(({ state }) => state === 'bad');
    if (bad.length > 0) {
      await source.close();
      return bad.map(({ file, state }) => `${file.replace(base, '')}: ${state}`);
    }
    expect(sha256(await readAll(source).finally(() => source.close()))).toBe(sha256(image));
  } catch (error) {
    return [asFailure(error).code];
  }
  return notes.map(({ code, path: from = '', facts }) => {
    const { signature } = facts ?? {};
    const where = (text: string) => text.replace(base, '');
    return signature ? `${where(signature.file)}: ${signature.state}` : `${code} ${where(from)}`;
  });
}

describe('checksums of an address', () => {
  test('are looked for where a redirection led to', async () => {
    const site = { '/get/x.iso': { location: '/pool/7/x.iso' }, '/pool/7/x.iso': image };
    const beside = await said({ ...site, '/pool/7/SHA256SUMS': list }, '/get/x.iso');
    expect(beside.join()).toContain('/pool/7/SHA256SUMS');
    expect(await said({ ...site, '/pool/7/SHA256SUMS': wrong }, '/get/x.iso')).toEqual(['checksum-wrong']);
    expect(await said({ ...site, '/get/x.iso.sha256': wrong }, '/get/x.iso')).toEqual(['checksum-wrong']);
  });

  test('are looked for under the name it has there', async () => {
    const site = {
      '/latest?os=x': { location: '/pool/x.iso' },
      '/pool/x.iso': image,
      '/pool/x.iso.sha256': sha256(image),
    };
    expect((await said(site, '/latest?os=x')).join()).toContain('/pool/x.iso.sha256');
  });

  test('are found on the page of their folder, whatever they are called', async () => {
    const page = `<!DOCTYPE html><a href="../">up</a> <a href="x.iso">x</a> <A HREF='Odd-1-CHECKSUM'>sums</A>`;
    const site = { '/pool/': page, '/pool/x.iso': image };
    const found = await said({ ...site, '/pool/Odd-1-CHECKSUM': list }, '/pool/x.iso');
    expect(found.join()).toContain('/pool/Odd-1-CHECKSUM');
    expect(await said({ ...site, '/pool/Odd-1-CHECKSUM': wrong }, '/pool/x.iso')).toEqual(['checksum-wrong']);
  });

  test('that a page links to elsewhere are not asked for', async () => {
    const links = [
      '../SHA256SUMS',
      '/SHA256SUMS',
      'deep/SHA256SUMS',
      'http://127.0.0.1:9/SHA256SUMS',
      '..%2fMD5SUMS',
    ];
    const page = links.map((link) => `<a href="${link}">x</a>`).join('\n');
    await said({ '/pool/': page, '/pool/x.iso': image, '/SHA256SUMS': wrong }, '/pool/x.iso');
    expect(asked.filter((path) => /SUMS/.test(path) && !path.startsWith('/pool/SHA'))).toEqual([]);
  });
});

describe('signatures of an address', () => {
  const armoured = (who: string, bytes: string | Uint8Array) =>
    rings.sign(who, '--detach-sign', bytes, '--armor');

  withGpg('of its checksum file are checked', async () => {
    const site = { '/x.iso': image, '/SHA256SUMS': list };
    expect(await said({ ...site, '/SHA256SUMS.gpg': armoured('known', list) }, '/x.iso')).toContain(
      '/SHA256SUMS.gpg: good',
    );
    const other = { ...site, '/SHA256SUMS.gpg': armoured('known', 'another') };
    expect(await said(other, '/x.iso')).toEqual(['/SHA256SUMS.gpg: bad']);
  });

  withGpg('of the image itself are checked while it passes, packed or not', async () => {
    expect(await said({ '/x.iso': image, '/x.iso.asc': armoured('known', image) }, '/x.iso')).toEqual([
      '/x.iso.asc: good',
    ]);
    expect(await said({ '/x.iso.gz': gz, '/x.iso.gz.asc': armoured('known', gz) }, '/x.iso.gz')).toEqual([
      '/x.iso.gz.asc: good',
    ]);
    expect(await said({ '/x.iso': image, '/x.iso.asc': armoured('stranger', image) }, '/x.iso')).toEqual([
      '/x.iso.asc: unchecked',
    ]);
  });

  withGpg('that are bad end it', async () => {
    const other = armoured('known', image.subarray(1));
    expect(await said({ '/x.iso': image, '/x.iso.asc': other }, '/x.iso')).toEqual(['signature-bad']);
    expect(await said({ '/x.iso.gz': gz, '/x.iso.gz.sig': other }, '/x.iso.gz')).toEqual(['signature-bad']);
  });

  withGpg('keep nobody waiting when the download is given up', async () => {
    const base = await serving({ '/x.iso': image, '/x.iso.asc': armoured('known', image) });
    const source = await openSource(`${base}/x.iso`, { download: { silenceMs: 5_000 } });
    if ('readNext' in source) await source.readNext(new Uint8Array(1 << 20));
    await source.close();
  });
});
