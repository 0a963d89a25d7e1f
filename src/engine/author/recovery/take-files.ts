import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joined } from '../../bytes/codec/joined.ts';
import { withoutEnd } from '../../bytes/codec/text.ts';
import { chunksOfFile } from '../../read/packages/checked-chunks.ts';
import { debEntries } from '../../read/packages/deb-entries.ts';
import type { FetchedPackage } from '../../read/packages/fetch-packages.ts';
import type { TarEntry } from '../../read/packages/tar-entries.ts';
import { unpackedChunks } from '../../read/packages/unpacked.ts';
import { FileWriter } from './file-writer.ts';
import { gzipped } from './gzipped.ts';
import type { Part } from './parts.ts';

/** A file of a package, unpacked into a file of its own. */
export interface TakenFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mode: number;
}

/** All that was taken out of packages. Paths are those below `/usr`: `bin/lsblk`, `lib/modules/…`. */
export interface TakenFiles {
  /** Path → file, or what a link leads to. */
  readonly files: ReadonlyMap<string, TakenFile | { readonly target: string }>;
  /** Package → its licence, packed with gzip. */
  readonly licences: ReadonlyMap<string, Uint8Array>;
}

interface Around {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Bytes of packages so far. */
  readonly onDone: (doneBytes: number) => void;
}

const LICENCE = /^share\/doc\/([^/]+)\/copyright$/;
/** Debian policy §12.3: the folder may be a link to that of a package from the same source, which it depends on. */
const DOCUMENTS = /^share\/doc\/([^/]+)$/;
/** Libraries are taken from everywhere: which are needed is known when all programs are there. */
const LIBRARY = /^lib(64)?\/(.*\/)?[^/]+\.so(\.[\d.]+)?$/;
const MODULE =
  /^lib\/modules\/[^/]+\/(kernel\/(arch|block|crypto|drivers|fs|lib|net)\/.*\.ko(\.\w+)?|modules\.(builtin|order)\S*)$/;
/** Nobody repairs a disk with these, and they are most of a kernel. */
const NEVER =
  /\/kernel\/(drivers\/(gpu|media|infiniband|staging|iio|isdn|video|leds|comedi|accel)|sound|net\/(bluetooth|wireless|mac80211|netfilter|ipv4|ipv6|sched))\//;
/** What starts: a kernel and loaders. */
const LOADER =
  /^(boot\/vmlinuz-|lib\/shim\/|lib\/grub\/x86_64-efi-signed\/gcdx64|lib\/ISOLINUX\/(isolinux|isohdpfx)\.bin$|lib\/syslinux\/modules\/bios\/ldlinux\.c32$)/;

/** Goes through every package once and keeps what may be needed. @throws Failure what reading packages may throw */
export async function takeFiles(
  packages: readonly FetchedPackage[],
  parts: readonly Part[],
  around: Around,
): Promise<TakenFiles> {
  const files = new Map<string, TakenFile | { readonly target: string }>();
  const licences = new Map<string, Uint8Array>();
  const sharing = new Map<string, string>();
  await mkdir(around.folder, { recursive: true });
  let doneBytes = 0;
  for (const one of packages) {
    around.signal.throwIfAborted();
    await takeFrom(one, parts, { files, licences, sharing }, around);
    doneBytes += one.sizeBytes;
    around.onDone(doneBytes);
  }
  for (const [name, of] of sharing) {
    const shared = licences.get(of);
    if (shared && !licences.has(name)) licences.set(name, shared);
  }
  return { files, licences };
}

async function takeFrom(
  one: FetchedPackage,
  parts: readonly Part[],
  into: {
    readonly files: Map<string, TakenFile | { readonly target: string }>;
    readonly licences: Map<string, Uint8Array>;
    /** Package → the one whose licence is its own too. */
    readonly sharing: Map<string, string>;
  },
  around: Around,
): Promise<void> {
  const own = parts.filter(({ package: name }) => name === one.name);
  for await (const entry of debEntries(one.path, chunksOfFile(one.path), around.signal)) {
    const path = merged(entry.path);
    if (LICENCE.test(path) && entry.kind === 'file') into.licences.set(one.name, await licence(entry));
    if (DOCUMENTS.test(path) && entry.kind === 'link') into.sharing.set(one.name, basename(entry.target));
    if (!isWanted(path, own)) continue;
    if (entry.kind === 'link') into.files.set(path, { target: entry.target });
    if (entry.kind === 'file') into.files.set(nameOf(path), await keep(entry, path, into.files.size, around));
  }
}

/** `/bin`, `/sbin` and `/lib` are those below `/usr`, whatever a package says; so is `/usr/sbin` in `/usr/bin`. */
export function merged(path: string): string {
  const below = path
    .replace(/^\.?\/+/, '')
    .replace(/^usr\//, '')
    .replace(/^sbin\//, 'bin/');
  return withoutEnd(below, '/');
}

function isWanted(path: string, own: readonly Part[]): boolean {
  const [, program] = /^bin\/([^/]+)$/.exec(path) ?? [];
  if (own.some(({ programs = [], files }) => programs.includes(program ?? '') || files?.test(path)))
    return true;
  if (MODULE.test(path)) return !NEVER.test(path);
  return LIBRARY.test(path) || LOADER.test(path);
}

const PACKED_MODULE = /\.ko\.(xz|zst|gz)$/;
const nameOf = (path: string): string => path.replace(PACKED_MODULE, '.ko');

/** busybox unpacks no modules: they are unpacked here. */
async function keep(entry: TarEntry, path: string, number: number, around: Around): Promise<TakenFile> {
  const file = await FileWriter.create(join(around.folder, `${number}`));
  try {
    const chunks = PACKED_MODULE.test(path)
      ? unpackedChunks(path, entry.content, around.signal)
      : entry.content;
    for await (const bytes of chunks) await file.write(bytes);
    return { path: file.path, sizeBytes: file.atByte, mode: entry.mode & 0o755 };
  } finally {
    await file.close();
  }
}

async function licence({ content }: TarEntry): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const bytes of content) parts.push(bytes);
  return gzipped(joined(parts));
}
