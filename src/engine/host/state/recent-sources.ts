import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { shownAddress } from '../../contract/failure/shown-address.ts';
import { isUrl } from '../../contract/plan/source-path.ts';
import { readPlain } from '../files/read-plain.ts';
import { writeSafely } from '../files/write-safely.ts';
import { jobsFolder } from './state-folder.ts';

const MOST_KEPT = 10;
/** Longer than any path that opens. */
const MOST_CHARACTERS = 8192;
const kept = z.array(z.string().min(1).max(MOST_CHARACTERS)).max(100);

/** Beside the jobs, in a folder that is this user's alone. */
const file = () => join(dirname(jobsFolder()), 'recent-sources.json');

/** Paths and addresses that were sources of jobs, the newest first; none when nothing is known or it cannot be read. */
export function recentSources(): readonly string[] {
  try {
    return kept
      .parse(JSON.parse(readPlain(file())))
      .filter(holdsNoSecret)
      .slice(0, MOST_KEPT);
  } catch {
    return [];
  }
}

/**
 * Keeps a source for the next time. An address with what may be a secret (a name, a password, what stands behind `?` or
 * `#`) is not kept at all: without it, it leads nowhere. It is a convenience: nothing that goes wrong here is said.
 */
export async function rememberSource(source: string): Promise<void> {
  if (source === '' || source === '-' || source.length > MOST_CHARACTERS || !holdsNoSecret(source)) return;
  const whole = isUrl(source) ? source : resolve(source);
  try {
    const others = recentSources().filter((known) => known !== whole);
    await writeSafely(file(), JSON.stringify([whole, ...others].slice(0, MOST_KEPT)));
  } catch {
    // A full disk, a system that keeps no state.
  }
}

const holdsNoSecret = (source: string) => shownAddress(source) === source;
