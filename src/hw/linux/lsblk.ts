import { runTool, type ToolRun } from '../../engine/host/tools/run-tool.ts';
import type { LsblkRow } from '../facts.ts';

/** Columns and the util-linux version that brought them: one unknown column kills the whole output. */
const COLUMNS: readonly (readonly [string, number])[] = [
  ['NAME', 2.27],
  ['KNAME', 2.27],
  ['MAJ:MIN', 2.27],
  ['PKNAME', 2.27],
  ['TYPE', 2.27],
  ['SIZE', 2.27],
  ['MODEL', 2.27],
  ['VENDOR', 2.27],
  ['SERIAL', 2.27],
  ['WWN', 2.27],
  ['TRAN', 2.27],
  ['RM', 2.27],
  ['RO', 2.27],
  ['HOTPLUG', 2.29],
  ['FSTYPE', 2.27],
  ['LABEL', 2.27],
  ['LOG-SEC', 2.27],
  ['FSUSED', 2.33],
  ['MOUNTPOINTS', 2.37],
];

/** What this lsblk is known to be at least: each is newer than all columns until it refuses one. Kept for the life of the process. */
let known = Number.POSITIVE_INFINITY;

/** Flat rows of `lsblk -J -b`; none when it is missing, too old, or slower than `limitMs`. */
export async function readLsblk(limitMs: number): Promise<LsblkRow[]> {
  const ran = await list(known, limitMs);
  if (ran.status === 0) return parseLsblk(ran.stdout);
  if (known !== Number.POSITIVE_INFINITY || ran.timedOut || ran.isMissing) return [];
  const told = await askVersion(limitMs);
  if (told === 0) return [];
  known = told;
  const again = await list(known, limitMs);
  return again.status === 0 ? parseLsblk(again.stdout) : [];
}

function list(version: number, limitMs: number): Promise<ToolRun> {
  return runTool('lsblk', ['-J', '-b', '-l', '-o', lsblkColumns(version).join(',')], limitMs);
}

/** The columns a version like 2.38 knows. */
export function lsblkColumns(version: number): string[] {
  return COLUMNS.filter(([, since]) => version >= since).map(([name]) => name);
}

/** Rows of the JSON, flat or nested, keys as lsblk writes them. */
export function parseLsblk(json: string): LsblkRow[] {
  try {
    return flatten(JSON.parse(json).blockdevices);
  } catch {
    return [];
  }
}

function flatten(rows: unknown): LsblkRow[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap(({ children, ...row }) => [row, ...flatten(children)]);
}

/** `lsblk from util-linux 2.38.1` is 2.38; 0 when unknown. */
async function askVersion(limitMs: number): Promise<number> {
  const { stdout } = await runTool('lsblk', ['--version'], limitMs);
  return Number(/(\d{1,9}\.\d{1,9})/.exec(stdout)?.[1] ?? 0);
}
