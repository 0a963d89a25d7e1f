import { createHash } from 'node:crypto';
import { guid, guidFrom } from '../../bytes/formats/gpt/guid.ts';
import type { BootNote } from '../../contract/events/boot-facts.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import { menuNodes } from '../boot/live-label.ts';
import type { NodeReader } from '../boot/node-reader.ts';
import type { Recognised } from '../boot/recognise.ts';
import type { Tree } from '../tree/tree.ts';
import { findFile, findFolder } from '../tree/tree-lookup.ts';
import { ext4Volume } from '../volumes/ext/ext4-volume.ts';
import type { VolumePiece } from '../volumes/volume-piece.ts';
import { hasLiveEntry, type LiveFamily } from './live-entries.ts';

/** What a live system looks for to keep what is changed. */
export interface Persistence {
  readonly family: LiveFamily;
  /** Of the partition's volume. */
  readonly label: string;
  readonly file: { readonly name: string; readonly content: string };
}

/** live-boot, `persistence.conf(5)`: everything is kept. */
const LIVE_CONF = { name: 'persistence.conf', content: '/ union\n' } as const;
/** casper asks for no file; this one tells people what the partition is for. */
const CASPER_FILE = { name: 'README', content: 'Changes of the live system are kept here.\n' } as const;
/** From here on, casper calls it `writable`. */
const WRITABLE_SINCE = 19.1;

/** @throws Failure `usage` for a system that keeps nothing, or in another way */
export async function persistenceOf(
  tree: Tree,
  read: NodeReader,
  { profile }: Pick<Recognised, 'profile'>,
): Promise<Persistence> {
  const found = (await ubuntu(tree, read)) ?? debianLive(tree);
  const texts = found ? await Promise.all(menuNodes(tree).map((node) => read.text(node))) : [];
  if (found && texts.some((text) => hasLiveEntry(text, found.family))) return found;
  throw usageRefused({ reason: 'persistence-unfit', profile });
}

function debianLive(tree: Tree): Persistence | undefined {
  if (findFolder(tree, 'live') === undefined) return undefined;
  return { family: 'live-boot', label: 'persistence', file: LIVE_CONF };
}

/** By the release in `.disk/info`: `Xubuntu 24.04.1 LTS "Noble Numbat" - Release amd64`. */
async function ubuntu(tree: Tree, read: NodeReader): Promise<Persistence | undefined> {
  const info = findFile(tree, '.disk/info');
  if (info === undefined || findFolder(tree, 'casper') === undefined) return undefined;
  const [, release] = /buntu\b\D{0,40}?(\d\d\.\d\d)/.exec(await read.text(info)) ?? [];
  if (release === undefined) return undefined;
  const label = Number(release) >= WRITABLE_SINCE ? 'writable' : 'casper-rw';
  return { family: 'casper', label, file: CASPER_FILE };
}

/** The volume of so many bytes, named by the disk that it is on. */
export function persistenceVolume(
  { label, file }: Persistence,
  sizeBytes: number,
  { diskGuid, seconds }: { readonly diskGuid: string; readonly seconds: number },
): VolumePiece[] {
  const numbers = (what: string) => createHash('sha256').update(`${what}\0${diskGuid}`).digest();
  const uuid = Uint8Array.from(Buffer.from(guidFrom(numbers('uuid')).replaceAll('-', ''), 'hex'));
  const hashSeed = Uint8Array.from(numbers('hash').subarray(0, guid.sizeBytes));
  return ext4Volume({ sizeBytes, label, file, uuid, hashSeed, seconds, name: label });
}

export function persistenceNote({ label }: Persistence, sizeBytes: number): BootNote {
  return { code: 'persistence-made', about: label, also: String(sizeBytes) };
}
