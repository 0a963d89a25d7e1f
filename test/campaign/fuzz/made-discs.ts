import { readFileSync, writeFileSync } from 'node:fs';
import { mediaTree } from '../../engine/read/browse/media-tree.ts';
import { type MediaKind, udfMedia } from '../../engine/read/browse/udf-media.ts';
import type { Group, Maker } from './corpus.ts';

const made = (name: string, ...options: string[]) =>
  function make({ at, own, tree }: Maker): string {
    const path = at(`${name}.iso`);
    own('make', tree, '-o', path, '--no-verify', ...options);
    return path;
  };

const small = mediaTree.filter(({ path }) => !/chained|crowd\/.*[1-9]\d/.test(path));
const media = (kind: MediaKind) =>
  function make({ at }: Maker): string {
    const path = at(`${kind}.udf`);
    writeFileSync(path, udfMedia({ kind, files: small }));
    return path;
  };

/** Images of discs. */
export const discs: Group = {
  'iso of ours': made('all'),
  'iso without extensions': made('plain', '--no-joliet', '--no-rock-ridge', '--no-udf'),
  'iso with UDF': made('bridge', '--udf'),
  'iso of xorriso': ({ at, run, tree }) => {
    const path = at('xorriso.iso');
    run('xorriso', '-as', 'mkisofs', '-quiet', '-R', '-J', '-o', path, tree);
    return path;
  },
  'iso packed by zisofs': made('zisofs', '--zisofs'),
  'udf physical': media('physical'),
  'udf virtual 1.50': media('virtual-1.50'),
  'udf virtual 2.00': media('virtual-2.00'),
  'udf sparable': media('sparable'),
  'udf metadata': media('metadata'),
  'raw sectors of 2352': ({ at, own, tree }) => {
    const iso = at('for-raw.iso');
    own('make', tree, '-o', iso, '--no-verify', '--no-udf');
    const path = at('raw.bin');
    writeFileSync(path, rawSectors(readFileSync(iso)));
    return path;
  },
};

const SYNC = Uint8Array.of(0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0);
const RAW_BYTES = 2352;
const DATA_BYTES = 2048;
const FRAMES_BEFORE = 150;

const bcd = (value: number): number => Math.floor(value / 10) * 16 + (value % 10);

/** Mode 1, without the codes behind the data: those are not looked at before a sector is in doubt. ECMA-130 §14 */
function rawSectors(image: Uint8Array): Uint8Array {
  const sectors = image.length / DATA_BYTES;
  const raw = new Uint8Array(sectors * RAW_BYTES);
  for (let sector = 0; sector < sectors; sector++) {
    const frame = sector + FRAMES_BEFORE;
    raw.set(SYNC, sector * RAW_BYTES);
    const [minute, second] = [Math.floor(frame / 4500), Math.floor(frame / 75) % 60];
    raw.set([bcd(minute), bcd(second), bcd(frame % 75), 1], sector * RAW_BYTES + 12);
    raw.set(image.subarray(sector * DATA_BYTES, (sector + 1) * DATA_BYTES), sector * RAW_BYTES + 16);
  }
  return raw;
}
