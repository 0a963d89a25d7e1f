import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignatureVerdict } from '../../contract/events/signature.ts';
import { feedTool } from '../../host/tools/feed-tool.ts';
import { type WhoseKeys, whoseKeys } from './whose-keys.ts';

const SILENCE_MS = 30_000;
/** What distributions install of their own keys. */
const SYSTEM_KEYS = '/usr/share/keyrings';
const KEYRINGS_AT_MOST = 64;
/** Its input must be a file or a pipe that it can open by a name; what this process feeds is neither. */
const THROUGH_A_PIPE = 'cat | "$@"';

/**
 * Holds `data` against a detached signature with sqv, where gpg is missing: with the keys of whoever asked for the job that
 * lie in plain files (`~/.gnupg/*.gpg`), and those of the distribution.
 *
 * @throws what `data` throws
 */
export async function askSqv(
  data: AsyncIterable<Uint8Array>,
  signature: Uint8Array,
  program = 'sqv',
): Promise<SignatureVerdict> {
  const who = await whoseKeys();
  const keyrings = await keyringsOf(who);
  if (keyrings.length === 0) return { state: 'unchecked', because: 'no-key-file', key: '' };
  const file = await nameless(signature, who);
  try {
    const keys = keyrings.flatMap((path) => ['--keyring', path]);
    const words = [program, '-v', ...keys, '--', '/dev/fd/3', '/dev/stdin'];
    const run = await feedTool(
      'sh',
      ['-c', THROUGH_A_PIPE, 'sh', ...words],
      { input: data, thirdFd: file.fd },
      SILENCE_MS,
      { ...who, ownGroup: true },
    );
    if (run.timedOut) return { state: 'unchecked', because: 'timed-out' };
    return sqvVerdict(run);
  } finally {
    await file.close();
  }
}

/** Key files in a fixed order; other forms (`pubring.kbx`) are gpg's alone. */
async function keyringsOf({ folder }: WhoseKeys): Promise<string[]> {
  const own = folder === undefined ? [] : await keyFilesIn(folder);
  return [...own, ...(await keyFilesIn(SYSTEM_KEYS))].slice(0, KEYRINGS_AT_MOST);
}

async function keyFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const isKeys = (name: string) =>
    /\.(?:gpg|pgp)$/.test(name) && name !== 'trustdb.gpg' && name !== 'secring.gpg';
  return names
    .filter(isKeys)
    .sort()
    .map((name) => join(folder, name));
}

/** A file of the program's user that has no name any more. */
async function nameless(bytes: Uint8Array, { uid, gid }: WhoseKeys): Promise<FileHandle> {
  const path = join(tmpdir(), `isowright-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  try {
    await rm(path);
    await file.write(bytes);
    if (uid !== undefined && gid !== undefined) await file.chown(uid, gid);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Fingerprints of good signatures stand in its output; why others are none in its complaints. */
export function sqvVerdict({
  status,
  stdout,
  stderr,
}: {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}): SignatureVerdict {
  const [key = ''] = stdout.match(/^[0-9A-F]{32,64}$/m) ?? [];
  if (/manipulated/i.test(stderr)) return { state: 'bad', key, signer: '' };
  if (status === 0 && key !== '') return { state: 'good', key, signer: '' };
  const missing = /Missing key ([0-9A-F]+)/.exec(stderr)?.[1];
  if (missing !== undefined) return { state: 'unchecked', because: 'no-key-file', key: missing };
  return { state: 'unchecked', because: 'not-supported' };
}
