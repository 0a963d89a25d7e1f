import type { SignatureVerdict } from '../../contract/events/signature.ts';
import { feedTool } from '../../host/tools/feed-tool.ts';
import { isInstalled } from '../../host/tools/is-installed.ts';
import { askSqv } from './ask-sqv.ts';
import { whoseKeys } from './whose-keys.ts';

/** A program that takes nothing and says nothing for so long hangs. */
const SILENCE_MS = 30_000;
const NOWHERE = '/nonexistent';

/** Nothing is asked of the network, nothing is written: whoever's keys they are decides which are known. */
const quietly = [
  '--batch',
  '--no-tty',
  ...['--status-fd', '1'],
  '--no-auto-key-retrieve',
  '--disable-dirmngr',
  '--no-auto-check-trustdb',
  ...['--trust-model', 'always'],
  '--lock-never',
  '--enable-special-filenames',
];

/**
 * Holds `data` against a signature with whatever is installed for that: gpg, or sqv, which knows no text with a signature
 * around it.
 *
 * @throws what `data` throws
 */
export async function askTool(
  data: AsyncIterable<Uint8Array>,
  signature: Uint8Array | undefined,
): Promise<SignatureVerdict> {
  if (signature !== undefined && isSignify(signature)) {
    await leave(data);
    return signifyVerdict;
  }
  const hasSqvOnly = !isInstalled('gpg') && isInstalled('sqv');
  return hasSqvOnly && signature !== undefined ? askSqv(data, signature) : askGpg(data, signature);
}

/** Of signify, and of minisign, which neither program knows. */
export const signifyVerdict = { state: 'unchecked', because: 'signify' } as const;

/** Both begin with an `untrusted comment:`. */
export function isSignify(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 9)).toString('latin1') === 'untrusted';
}

/** Whoever gives them waits for a taker, until that one has come and gone. */
async function leave(data: AsyncIterable<Uint8Array>): Promise<void> {
  const taker = data[Symbol.asyncIterator]();
  await taker.next();
  await taker.return?.();
}

/**
 * Holds `data` against a signature with gpg and the keys of whoever asked for the job, also when root carries it out. `signature`:
 * absent when the data is a text with its signature around it.
 *
 * @throws what `data` throws
 */
export async function askGpg(
  data: AsyncIterable<Uint8Array>,
  signature: Uint8Array | undefined,
  program = 'gpg',
): Promise<SignatureVerdict> {
  const who = await whoseKeys();
  // gpg makes a folder for keys where there is none: it is kept from that.
  const home = who.folder === undefined ? ['--homedir', NOWHERE] : [];
  const verify = signature ? ['--verify', '--', '-&3', '-'] : ['--verify', '--', '-'];
  const run = await feedTool(
    program,
    [...quietly, ...home, ...verify],
    { input: data, third: signature },
    SILENCE_MS,
    who,
  );
  if (run.isMissing) return { state: 'unchecked', because: 'no-gpg' };
  return run.timedOut ? { state: 'unchecked', because: 'timed-out' } : verdictOf(run.stdout);
}

const REVOKED_OR_BAD = ['BADSIG', 'REVKEYSIG', 'EXPSIG'];

/** What gpg says of each signature, as one word: a bad one counts, then a good one (doc/DETAILS of GnuPG). */
export function verdictOf(status: string): SignatureVerdict {
  const lines = status
    .split('\n')
    .filter((line) => line.startsWith('[GNUPG:] '))
    .map((line) => line.slice('[GNUPG:] '.length).split(' '));
  const find = (...words: readonly string[]) => lines.find(([word = '']) => words.includes(word));
  const valid = find('VALIDSIG');
  const key = (short: string | undefined) => valid?.[1] ?? short ?? '';
  const bad = find(...REVOKED_OR_BAD);
  if (bad) return { state: 'bad', key: bad[1] ?? '', signer: bad.slice(2).join(' ') };
  const good = find('GOODSIG') ?? find('EXPKEYSIG');
  if (good) {
    const state = good[0] === 'GOODSIG' ? 'good' : 'expired';
    return { state, key: key(good[1]), signer: good.slice(2).join(' ') };
  }
  const missing = find('NO_PUBKEY');
  if (missing) return { state: 'unchecked', because: 'no-key', key: missing[1] ?? '' };
  return { state: 'unchecked', because: find('ERRSIG') ? 'not-supported' : 'no-signature' };
}
