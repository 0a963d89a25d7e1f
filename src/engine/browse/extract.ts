import { constants } from 'node:fs';
import {
  chmod,
  type FileHandle,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  realpath,
  rm,
  symlink,
  utimes,
} from 'node:fs/promises';
import { asFailure, Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import { writeAt } from '../targets/positional-io.ts';
import { fsPath } from '../tree/fs-path.ts';
import { textOfBytes } from '../tree/tree.ts';
import type { Damaged } from './iso/damage.ts';
import { stretchesOf } from './stretches.ts';
import type { EntryType, VolumeEntry } from './volume.ts';
import type { WalkedEntry } from './walk.ts';

export interface ExtractOptions {
  /** An existing folder. */
  readonly into: string;
  /** Files that are there are replaced. */
  readonly replace: boolean;
  readonly damaged: Damaged;
}

export interface Extracted {
  readonly entries: number;
  readonly sizeBytes: number;
  /** What only root could make. */
  readonly skipped: readonly { readonly path: string; readonly type: EntryType }[];
}

type Bytes = Pick<Image, 'sizeBytes' | 'read'>;

/**
 * Takes entries out of an image into a folder. Nothing is written outside of it: names have no slashes, links are made when all
 * files are there, and no link on the way is followed.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `no-space`, and those of the image
 */
export async function extract(
  image: Bytes,
  entries: AsyncIterable<WalkedEntry>,
  options: ExtractOptions,
): Promise<Extracted> {
  const extraction = new Extraction(image, await realpath(options.into), options);
  for await (const walked of entries) await extraction.take(walked);
  return extraction.finish();
}

class Extraction {
  readonly #image: Bytes;
  readonly #root: string;
  readonly #options: ExtractOptions;
  /** Folders that were seen to be folders, or made. */
  readonly #folders = new Set(['']);
  readonly #made: WalkedEntry[] = [];
  readonly #links: WalkedEntry[] = [];
  /** By identity: where a file of several names was put first. */
  readonly #first = new Map<string, string>();
  readonly #skipped: { path: string; type: EntryType }[] = [];
  #entries = 0;
  #sizeBytes = 0;

  constructor(image: Bytes, root: string, options: ExtractOptions) {
    this.#image = image;
    this.#root = Buffer.from(root).toString('latin1');
    this.#options = options;
  }

  async take(walked: WalkedEntry): Promise<void> {
    const { path, entry } = walked;
    if (entry.type === 'symlink') this.#links.push(walked);
    else if (entry.type === 'dir') {
      await this.#folder(path);
      this.#made.push(walked);
    } else if (entry.type === 'file') await this.#file(path, entry);
    else {
      this.#skipped.push({ path: textOfBytes(path), type: entry.type });
      return;
    }
    this.#entries++;
  }

  /** Links, then times and modes of folders, the deepest first. */
  async finish(): Promise<Extracted> {
    for (const { path, entry } of this.#links) await this.#link(path, entry);
    for (const { path, entry } of this.#made.reverse()) await this.#dress(path, entry, FOLDER_MODE);
    return { entries: this.#entries, sizeBytes: this.#sizeBytes, skipped: this.#skipped };
  }

  #at(path: string): string | Buffer {
    return fsPath(this.#root + path);
  }

  /** A folder and those above it; what is there by its name must be a folder, and no link to one. */
  async #folder(path: string): Promise<void> {
    if (this.#folders.has(path)) return;
    await this.#folder(path.slice(0, path.lastIndexOf('/')));
    const found = await lstat(this.#at(path)).catch(() => undefined);
    if (found && !found.isDirectory()) throw this.#exists(path);
    if (!found) await mkdir(this.#at(path)).catch((error: unknown) => this.#refuse(path, error));
    this.#folders.add(path);
  }

  async #file(path: string, entry: VolumeEntry): Promise<void> {
    await this.#folder(path.slice(0, path.lastIndexOf('/')));
    await this.#clear(path);
    const first = this.#first.get(entry.identity);
    if (first !== undefined && (await this.#linked(first, path))) return;
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
    const file = await open(this.#at(path), flags, 0o600).catch((error: unknown) =>
      this.#refuse(path, error),
    );
    await this.#fill(file, entry)
      .catch((error: unknown) => this.#refuse(path, error))
      .finally(() => file.close());
    this.#sizeBytes += entry.sizeBytes;
    await this.#dress(path, entry, FILE_MODE);
    if (entry.identity !== '') this.#first.set(entry.identity, path);
  }

  /** Holes stay holes: a file of a few bytes may claim to be as large as a disk. */
  async #fill(file: FileHandle, entry: VolumeEntry): Promise<void> {
    for await (const { atByte, bytes } of stretchesOf(this.#image, entry, this.#options.damaged))
      await writeAt(file.fd, bytes, atByte);
    await file.truncate(entry.sizeBytes);
  }

  /** Another name of a file that was taken out already; file systems without such names get a copy. */
  async #linked(first: string, path: string): Promise<boolean> {
    return link(this.#at(first), this.#at(path)).then(
      () => true,
      () => false,
    );
  }

  async #link(path: string, { target = '', modifiedAtMs }: VolumeEntry): Promise<void> {
    await this.#folder(path.slice(0, path.lastIndexOf('/')));
    await this.#clear(path);
    await symlink(fsPath(target), this.#at(path)).catch((error: unknown) => this.#refuse(path, error));
    if (modifiedAtMs === undefined) return;
    await lutimes(this.#at(path), modifiedAtMs / 1000, modifiedAtMs / 1000);
  }

  /** Makes room for a file or link. */
  async #clear(path: string): Promise<void> {
    const found = await lstat(this.#at(path)).catch(() => undefined);
    if (!found) return;
    if (found.isDirectory() || !this.#options.replace) throw this.#exists(path);
    await rm(this.#at(path)).catch((error: unknown) => this.#refuse(path, error));
  }

  /** Rights as recorded, but never more than rwx, and the owner may go on working with folders. */
  async #dress(path: string, { permissions, modifiedAtMs, type }: VolumeEntry, usual: number): Promise<void> {
    const mode = ((permissions ?? usual) & 0o777) | (type === 'dir' ? 0o700 : 0o400);
    await chmod(this.#at(path), mode & ~process.umask());
    if (modifiedAtMs !== undefined) await utimes(this.#at(path), modifiedAtMs / 1000, modifiedAtMs / 1000);
  }

  #exists(path: string): Failure {
    return new Failure('output-exists', { path: textOfBytes(this.#root + path) });
  }

  #refuse(path: string, error: unknown): never {
    const errno = (error as NodeJS.ErrnoException).code ?? '';
    const name = textOfBytes(this.#root + path);
    if (error instanceof Failure || !/^E[A-Z0-9]+$/.test(errno)) throw asFailure(error);
    if (errno === 'EEXIST') throw this.#exists(path);
    if (errno === 'ENOSPC' || errno === 'EDQUOT')
      throw new Failure('no-space', { path: name }, { cause: error });
    throw new Failure('output-not-writable', { path: name, errno }, { cause: error });
  }
}

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
