import { readdirSync, realpathSync } from 'node:fs';
import { Failure, type FailureFacts } from '../../engine/contract/failure/failure.ts';
import type { ExpectedDrive } from '../../engine/contract/ports/machine.ts';
import type { Medium } from '../../engine/contract/ports/medium.ts';
import { findLinuxMedium } from './medium.ts';

const CLASS = '/sys/class/block';

/**
 * A medium of an earlier day. Device numbers and disk sequences are new with each plugging in; the serial and the size stay. A disc has
 * no serial, so a drive with a disc of that size will do: what was read of it tells whether it is that one.
 *
 * @throws Failure `target-missing`, `target-changed`, `identity-mismatch`, `target-refused`
 */
export async function findLinuxMediumAgain(path: string, expected: ExpectedDrive): Promise<Medium> {
  const { sizeBytes, serial } = expected;
  const here = await findLinuxMedium(path, {}).catch((error: unknown) => {
    if (isNoneThere(error)) return undefined;
    throw error;
  });
  if (here && isLike(here, expected)) return here;
  if (!serial) return findLinuxMedium(path, { sizeBytes, serial });
  const [found, ...others] = await alike(expected, here?.kind === 'disc' || isDiscName(path));
  if (found && others.length === 0) return found;
  if (!found && !here) throw new Failure('target-missing', { target: path, serial, toRead: true });
  throw new Failure('identity-mismatch', {
    target: path,
    field: 'serial',
    expected: serial,
    found: found
      ? [found, ...others].map(({ realPath }) => realPath).join(', ')
      : here?.serial || 'another-drive',
    ...(found && { isOfSeveral: true as const }),
  });
}

/** Nothing has that name, or there is no medium in it. */
function isNoneThere(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  return error.code === 'target-missing' || (error.code === 'usage' && isEmpty(error.facts));
}

const isEmpty = ({ because }: FailureFacts['usage']): boolean => because?.reason === 'medium-empty';

function isLike({ kind, serial, sizeBytes }: Medium, expected: ExpectedDrive): boolean {
  if (expected.sizeBytes !== undefined && sizeBytes !== expected.sizeBytes) return false;
  return kind === 'disc' || expected.serial === undefined || serial === expected.serial;
}

/** Whatever is like it, anywhere on this machine. */
async function alike(expected: ExpectedDrive, isDisc: boolean): Promise<Medium[]> {
  const names = readdirSync(CLASS).sort();
  const found = await Promise.all(
    names.map((name) => findLinuxMedium(nodeOf(name), {}).catch(() => undefined)),
  );
  return found.filter(
    (medium): medium is Medium =>
      medium !== undefined && (medium.kind === 'disc') === isDisc && isLike(medium, expected),
  );
}

const nodeOf = (name: string): string => `/dev/${name.replaceAll('!', '/')}`;

/** Of a drive that has no disc in it, or is gone. */
function isDiscName(path: string): boolean {
  try {
    return /\/(sr|scd)\d+$/.test(realpathSync(path));
  } catch {
    return /\/(sr|scd)\d+$/.test(path);
  }
}
