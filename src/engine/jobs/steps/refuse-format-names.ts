import { usageRefused } from '../../contract/failure/refused.ts';

/** What `convert` makes of a plain image. */
const CONVERTED = ['qcow2', 'vhd', 'vmdk'];
/** Disk images that are no plain bytes. */
const DISKS = [
  'qcow',
  'qed',
  'vhdx',
  'vdi',
  'hdd',
  'dmg',
  'sparseimage',
  'ova',
  'ffu',
  'wim',
  'esd',
  'swm',
].concat([
  'e01',
  'ex01',
  'aff',
  'aff4',
  'nrg',
  'mds',
  'cue',
  'ccd',
  'cdi',
  'chd',
  'cso',
  'daa',
  'uif',
  'isz',
]);
const ARCHIVES = ['zip', '7z', 'rar', 'tar', 'tgz', 'txz', 'tbz', 'tbz2', 'tzst', 'cab', 'cpio'];
const COMPRESSIONS = ['bz2', 'bzip2', 'lz4', 'lz', 'lzma', 'lzo', 'lzop', 'z', 'br', 'zstd', 'gzip'];

/**
 * A name that says another format than the bytes have misleads every program that goes by it: what was read would be plain bytes under it.
 *
 * @param paths of images that are made of plain bytes, packed where `.zst`, `.gz` and `.xz` say so
 * @throws Failure `usage`
 */
export function refuseFormatNames(paths: readonly string[]): void {
  for (const path of paths) {
    const format = formatIn(path);
    if (format === undefined) continue;
    const plain = `${path.slice(0, -format.length)}img`;
    throw usageRefused({ reason: 'output-format', path, format, way: wayOf(format), plain });
  }
}

/** Of a name like `x.qcow2`: what stands behind its last dot, when that is a format. */
function formatIn(path: string): string | undefined {
  const end = /[^/]\.([a-z0-9]+)$/i.exec(path)?.[1];
  const known = [...CONVERTED, ...DISKS, ...ARCHIVES, ...COMPRESSIONS];
  return end !== undefined && known.includes(end.toLowerCase()) ? end : undefined;
}

function wayOf(format: string): 'convert' | 'pack' | 'plain' {
  const end = format.toLowerCase();
  if (CONVERTED.includes(end)) return 'convert';
  return DISKS.includes(end) ? 'plain' : 'pack';
}
