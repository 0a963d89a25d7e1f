import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { imageOf } from '../engine/check/image-bytes.ts';
import { type Need, run } from '../fakes/rigs.ts';
import { showing } from './conformance.ts';
import { judgeImages } from './judged.ts';

// What one tree of names shows and another does not: each judge reads the tree it is told to.

const room = temporaryFolder();
const folder = join(room, 'tree');
const image = join(room, 'hidden.iso');
const all = [
  '/both',
  '/linux',
  '/linux/deep',
  '/linux/deep/file',
  '/name',
  '/twin',
  '/windows',
  '/windows/setup',
];
const inIso = all.filter((path) => !path.startsWith('/windows') && path !== '/name');
const inJoliet = all.filter((path) => !path.startsWith('/linux'));
const inUdf = all.filter((path) => path !== '/both');
const trees: Need[] = ['tool:isoinfo', 'tool:bsdtar', 'tool:7zz'];

beforeAll(async () => {
  for (const path of ['linux/deep', 'windows']) mkdirSync(join(folder, path), { recursive: true });
  for (const path of ['both', 'linux/deep/file', 'name', 'windows/setup'])
    writeFileSync(join(folder, path), path);
  linkSync(join(folder, 'name'), join(folder, 'twin'));
  await makeImage(folder, image, {
    udf: true,
    hide: ['/windows/', 'name'],
    hideJoliet: ['linux'],
    hideUdf: ['both'],
  });
});

function isoinfo(...flags: string[]): string[] {
  const { stdout } = run('isoinfo', ['-f', ...flags, '-i', image]);
  return stdout.trim().replaceAll(';1', '').split('\n').sort();
}

function bsdtar(...options: string[]): string[] {
  const { stdout } = run('bsdtar', ['-tf', image, ...options]);
  const lines = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '.');
  return lines.map((line) => `/${line.replace(/\/$/, '')}`).sort();
}

showing(
  { cases: [27], judge: 'isoinfo, bsdtar', needs: trees },
  'Rock Ridge and Joliet show what they should',
  () => {
    expect(isoinfo('-R')).toEqual(inIso);
    expect(isoinfo('-J')).toEqual(inJoliet);
    expect(bsdtar()).toEqual(inIso);
    expect(bsdtar('--options', 'iso9660:!rockridge')).toEqual(inJoliet);
  },
);

showing(
  { cases: [27], judge: 'Linux, 7-Zip', needs: ['rigs', ...trees] },
  'each file system on its own',
  () => {
    const judged = judgeImages([image], 'iso9660;iso9660:norock;udf');
    const seen = (way: string) => judged.entries.get(`hidden.iso ${way}`) ?? [];
    const paths = (way: string) =>
      seen(way)
        .map(({ path }) => path)
        .filter((path) => path !== '/')
        .sort();
    expect(paths('iso9660')).toEqual(inIso);
    expect(paths('iso9660:norock')).toEqual(inJoliet);
    expect(paths('udf')).toEqual(inUdf);
    const links = (way: string, path: string) => seen(way).find((entry) => entry.path === path)?.nlink;
    expect([links('iso9660', '/twin'), links('iso9660', '/'), links('udf', '/twin')]).toEqual([1, 3, 2]);
    const twin = seen('iso9660').find(({ path }) => path === '/twin');
    expect(twin?.sizeBytes).toBe('name'.length);
    expect(run('7zz', ['t', image]).stdout).toContain('Everything is Ok');
  },
);

showing(
  { cases: [27], judge: 'our verifier', needs: [] },
  'an image with hidden names breaks no rule',
  async () => {
    expect(await checkImage(imageOf(new Uint8Array(readFileSync(image))))).toEqual([]);
  },
);

showing(
  { cases: [27], judge: 'bsdtar', needs: trees },
  'deep folders that are relocated are hidden as well',
  async () => {
    const deep = join(room, 'deep');
    mkdirSync(join(deep, 'a/b/c/d/e/f/g/hidden/i'), { recursive: true });
    mkdirSync(join(deep, 'a/b/c/d/e/f/g/shown/i'), { recursive: true });
    const path = join(room, 'deep.iso');
    await makeImage(deep, path, { relocate: true, hide: ['hidden'] });
    const { stdout, stderr } = run('bsdtar', ['-tf', path]);
    expect([stdout.includes('shown/i'), stdout.includes('hidden'), stderr]).toEqual([true, false, '']);
    expect(await checkImage(imageOf(new Uint8Array(readFileSync(path))))).toEqual([]);
  },
);
