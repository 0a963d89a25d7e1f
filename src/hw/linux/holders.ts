import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deviceNumberText } from '../../engine/contract/ports/device-number.ts';
import { parseMountinfo } from './mounts.ts';

/** A process that keeps a drive or a mount busy. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
  /** `open`: it has the device or a file there open. `mounted`: a file system is mounted in its own namespace. */
  readonly how: 'open' | 'mounted';
}

/** What to look for: devices by number, or everything below a folder. */
export interface HeldThing {
  /** `8:16`, `8:17` */
  readonly deviceNumbers?: readonly string[];
  readonly below?: string;
}

/** Naming somebody is a courtesy: it must not take long. */
const LIMIT_MS = 1500;
const NAMED_AT_MOST = 10;

/** Processes that hold something; what this process may not look into is left out, and so is what takes too long. */
export async function holdersOf(thing: HeldThing, proc = '/proc'): Promise<Holder[]> {
  const untilMs = performance.now() + LIMIT_MS;
  const pids = (await readdir(proc).catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ownSpace = await readlink(join(proc, 'self/ns/mnt')).catch(() => '');
  const holders: Holder[] = [];
  for (const pid of pids) {
    if (performance.now() > untilMs || holders.length >= NAMED_AT_MOST) break;
    if (Number(pid) === process.pid) continue;
    const how = await howItHolds(join(proc, pid), thing, ownSpace);
    if (how) holders.push({ pid: Number(pid), name: await nameOf(join(proc, pid)), how });
  }
  return holders;
}

async function howItHolds(
  folder: string,
  thing: HeldThing,
  ownSpace: string,
): Promise<Holder['how'] | undefined> {
  if (await hasOpen(folder, thing)) return 'open';
  const space = await readlink(join(folder, 'ns/mnt')).catch(() => ownSpace);
  return space !== ownSpace && (await hasMounted(folder, thing)) ? 'mounted' : undefined;
}

/** Open files, the working folder, the root folder and the program itself. */
async function hasOpen(folder: string, thing: HeldThing): Promise<boolean> {
  const open = await readdir(join(folder, 'fd')).catch(() => []);
  const links = [
    ...open.map((name) => join(folder, 'fd', name)),
    ...['cwd', 'root', 'exe'].map((name) => join(folder, name)),
  ];
  for (const link of links) if (await isHeld(link, thing)) return true;
  return false;
}

/** Only links into /dev are asked for their number: a file on a network that is away would not answer. */
async function isHeld(link: string, { deviceNumbers = [], below }: HeldThing): Promise<boolean> {
  const to = await readlink(link).catch(() => '');
  if (below !== undefined && (to === below || to.startsWith(`${below}/`))) return true;
  if (deviceNumbers.length === 0 || !to.startsWith('/dev/')) return false;
  const found = await stat(link).catch(() => undefined);
  return found?.isBlockDevice() === true && deviceNumbers.includes(deviceNumberText(found.rdev));
}

async function hasMounted(folder: string, { deviceNumbers = [] }: HeldThing): Promise<boolean> {
  const text = await readFile(join(folder, 'mountinfo'), 'utf8').catch(() => '');
  return parseMountinfo(text).some((mount) => deviceNumbers.includes(mount.deviceNumber));
}

async function nameOf(folder: string): Promise<string> {
  const name = await readFile(join(folder, 'comm'), 'utf8').catch(() => '');
  return name.trim() || '?';
}
