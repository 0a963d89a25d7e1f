import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { pathStyle } from '../engine/contract/plan/path-style.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { type Drive, mountsOf } from '../engine/contract/ports/drive.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';
import { recentSources } from '../engine/host/state/recent-sources.ts';
import type { FilePlace } from '../screens/ports.ts';
import { driveLetters } from './drive-letters.ts';

/** Where sources are often found, looked for now: sticks come and go. Nothing here fails: what cannot be found is left out. */
export async function findPlaces(
  home: string,
  machine: Pick<Machine, 'listDrives'>,
): Promise<readonly FilePlace[]> {
  const [downloads, letters, drives, recent] = await Promise.all([
    downloadsOf(home),
    pathStyle() === 'win32' ? driveLetters() : [],
    machine.listDrives().catch((): Drive[] => []),
    recentSources(),
  ]);
  const mounted = drives.filter(isPluggedIn).flatMap(mountsOf);
  return [
    { kind: 'home', path: home },
    ...(downloads === undefined ? [] : [{ kind: 'downloads' as const, path: downloads }]),
    ...[...new Set([...letters, ...mounted])].map((path) => ({ kind: 'mounted' as const, path })),
    ...drives.map(({ path }) => ({ kind: 'drive' as const, path })),
    ...recent.map((path) => ({ kind: isUrl(path) ? ('address' as const) : ('recent' as const), path })),
  ];
}

/** The system's own disks are found by paths. */
const isPluggedIn = ({ removable, transport }: Drive) =>
  removable || transport === 'usb' || transport === 'mmc';

/** As the desktop calls it in the language of the person (xdg-user-dirs), or by its usual name. */
async function downloadsOf(home: string): Promise<string | undefined> {
  const chosen = process.env.XDG_CONFIG_HOME;
  const config = chosen !== undefined && isAbsolute(chosen) ? chosen : join(home, '.config');
  const text = await readFile(join(config, 'user-dirs.dirs'), 'utf8').catch(() => '');
  const named = /^XDG_DOWNLOAD_DIR="([^"\n]*)"/m.exec(text)?.[1]?.replace(/^\$HOME(?=\/|$)/, home);
  const path = named !== undefined && isAbsolute(named) ? named : join(home, 'Downloads');
  const isThere = path !== home && (await stat(path).catch(() => undefined))?.isDirectory() === true;
  return isThere ? path : undefined;
}
