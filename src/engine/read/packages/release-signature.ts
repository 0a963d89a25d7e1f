import { existsSync } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';
import { runTool } from '../../host/tools/run-tool.ts';

/** Where the package `debian-archive-keyring` puts its keys; the newer name first. */
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.pgp',
  '/usr/share/keyrings/debian-archive-keyring.gpg',
];
const CHECK_MS = 30_000;

/** What came of a look at a signature: `unchecked` without the keys, or without a program that knows signatures. */
export type SignedState = 'good' | 'unchecked' | { readonly said: string };

export function debianKeyring(): string | undefined {
  return KEYRINGS.find((path) => existsSync(path));
}

/** Holds an InRelease against a keyring, with gpgv or sqv, whichever is there. */
export async function checkSignedText(path: string, keyring: string | undefined): Promise<SignedState> {
  if (keyring === undefined) return 'unchecked';
  const gpgv = await runTool('gpgv', ['--status-fd', '1', '--keyring', keyring, path], CHECK_MS);
  if (!gpgv.isMissing) return verdict(gpgv.status, gpgv.stderr, /^\[GNUPG:\] GOODSIG /m.test(gpgv.stdout));
  const sqv = await runTool('sqv', ['--keyring', keyring, '--cleartext', path], CHECK_MS);
  // A version that knows no texts with a signature around them.
  if (sqv.isMissing || sqv.status === 2) return 'unchecked';
  return verdict(sqv.status, sqv.stderr, sqv.status === 0);
}

function verdict(status: number, said: string, isGood: boolean): SignedState {
  if (isGood && status === 0) return 'good';
  return { said: said.trim().split('\n').at(-1) ?? '' };
}

/** @throws Failure `index-unsigned` */
export async function demandSigned(path: string, keyring: string | undefined): Promise<SignedState> {
  const state = await checkSignedText(path, keyring);
  if (typeof state !== 'object') return state;
  throw new Failure('index-unsigned', { path, keyring: keyring ?? '', said: state.said });
}
