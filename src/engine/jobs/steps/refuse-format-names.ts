import { usageRefused } from '../../contract/failure/refused.ts';
import type { ConvertPlan } from '../../contract/plan/plan.ts';

/** What `convert` makes of a plain image. */
const CONVERTED = ['qcow2', 'vhd', 'vmdk', 'cso'];
/** Disk images that are no plain bytes. */
const DISKS = [
  'qcow',
  'qed',
  'vhdx',
  'vdi',
  'hdd',
  'hds',
  'simg',
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
  'zso',
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

const PACKED = /\.(?:zst|gz|xz)$/i;

/**
 * The same for what `convert` makes where only the name says of which format: no name of a format that it does not make, and none of a
 * virtual disk or an archive inside of what is packed plain bytes.
 *
 * @throws Failure `usage`
 */
export function refuseConvertName({ format: asked, output: { path } }: ConvertPlan): void {
  if (asked !== undefined) return;
  const inside = path.replace(PACKED, '');
  const format = formatIn(inside);
  if (format === undefined || (inside === path && CONVERTED.includes(format.toLowerCase()))) return;
  throw usageRefused({ reason: 'convert-name', path, format });
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
