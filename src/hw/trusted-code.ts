import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { TrustFacts } from '../engine/contract/failure/refusal-reasons.ts';

const STICKY = 0o1000;
const OTHERS_WRITE = 0o022;
/** More links in a row than the kernel follows. */
const LINKS_AT_MOST = 40;

/**
 * Code that is about to run as root must be nobody's to change but root's and the caller's: every file, every folder above it,
 * every link on the way, and the owners of all of them. What a group may write, its other members may.
 *
 * @param programs absolute paths of what will be executed
 * @param folders absolute paths of folders of which any file may be executed
 * @throws Failure `install-not-safe` with the first place somebody else could change
 */
export function demandTrustedCode(
  programs: readonly string[],
  folders: readonly string[],
  caller = process.getuid?.() ?? 0,
): void {
  const trusted = new Set<string>();
  for (const path of [...programs, ...folders]) trust(path, caller, trusted);
  for (const folder of folders) for (const path of insideOf(folder)) trust(path, caller, trusted);
  for (const folder of folders) for (const path of settingsAbove(folder)) trust(path, caller, trusted);
}

function insideOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...insideOf(path)] : [path];
  });
}

/** Node looks for `package.json` from the script's folder upwards; what is missing nobody else can add, as the folders are checked. */
function settingsAbove(folder: string): string[] {
  const above = dirname(folder);
  const here = join(folder, 'package.json');
  return [...(look(here) ? [here] : []), ...(above === folder ? [] : settingsAbove(above))];
}

/** Walks a path from the root as the kernel does, and looks at each name on the way. */
function trust(path: string, caller: number, trusted: Set<string>): void {
  let at = parse(path).root;
  const names = namesOf(path);
  demand(at, caller, trusted);
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    const next = join(at, name);
    const found = demand(next, caller, trusted);
    if (!found.isSymbolicLink()) at = next;
    else {
      links += 1;
      if (links > LINKS_AT_MOST) throw unsafe(next, { reason: 'too-many-links' });
      names.unshift(...namesOf(resolve(at, readlinkSync(next))));
      at = parse(path).root;
    }
  }
}

function namesOf(path: string): string[] {
  return resolve(path).split('/').filter(Boolean);
}

function demand(path: string, caller: number, trusted: Set<string>): Stats {
  const found = look(path);
  if (!found) throw unsafe(path, { reason: 'not-there' });
  if (trusted.has(path)) return found;
  if (found.uid !== 0 && found.uid !== caller)
    throw unsafe(path, { reason: 'of-another', userId: found.uid });
  // A link's own mode means nothing, and in a sticky folder nobody can move what belongs to others.
  const isHarmless = found.isSymbolicLink() || (found.isDirectory() && (found.mode & STICKY) !== 0);
  if (!isHarmless && (found.mode & OTHERS_WRITE) !== 0)
    throw unsafe(path, {
      reason: 'others-write',
      mode: (found.mode & 0o7777).toString(8).padStart(4, '0'),
    });
  trusted.add(path);
  return found;
}

function look(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function unsafe(path: string, because: TrustFacts): Failure {
  return new Failure('install-not-safe', { path, why: because.reason, because });
}
