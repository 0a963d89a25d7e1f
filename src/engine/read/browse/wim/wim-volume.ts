import { present } from '../../../contract/failure/present.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { isDamage } from '../damage.ts';
import { hashedContent } from '../hashed-content.ts';
import { MemoryContent } from '../memory-content.ts';
import { utf8 } from '../utf8.ts';
import { type Content, safeName, type Volume, type VolumeEntry } from '../volume.ts';
import { factsOfDentry } from './wim-facts.ts';
import type { WimImages, WimNode } from './wim-images.ts';

const NAMES_AT_ONCE = 512;

/** A WIM. Of several images each is a folder, `1`, `2` and so on; the files of a single one stand in the root. */
export class WimVolume implements Volume {
  readonly standard = 'wim';
  readonly label: string;
  readonly root: VolumeEntry;
  readonly #images: WimImages;
  readonly #nodes = new WeakMap<VolumeEntry, WimNode>();

  constructor(images: WimImages, label: string, root: WimNode | undefined) {
    this.#images = images;
    this.label = label;
    this.root = { name: '', type: 'dir', sizeBytes: 0, identity: root ? identityOf(root) : 'wim' };
    if (root) this.#nodes.set(this.root, root);
  }

  async *list(folder: VolumeEntry): AsyncGenerator<VolumeEntry> {
    for await (const entries of this.batches(folder)) yield* entries;
  }

  async *batches(folder: VolumeEntry): AsyncGenerator<readonly VolumeEntry[]> {
    const node = this.#nodes.get(folder);
    if (!node) return yield* this.#imageFolders();
    let entries: VolumeEntry[] = [];
    for await (const child of this.#images.children(node)) {
      entries.push(await this.#entry(child));
      if (entries.length < NAMES_AT_ONCE) continue;
      yield entries;
      entries = [];
    }
    yield entries;
  }

  async open(entry: VolumeEntry): Promise<Content> {
    const { medium, blobs } = this.#images;
    const { dentry } = this.#nodeOf(entry);
    if (dentry.isEncrypted) throw volumeUnsupported(medium.path, { reason: 'entry-encrypted' });
    // What it stands for is known to Windows only.
    if (dentry.reparseTag !== undefined) throw volumeUnsupported(medium.path, { reason: 'entry-elsewhere' });
    if (dentry.content === undefined) return new MemoryContent(new Uint8Array(0));
    const resource = blobs.contents.get(dentry.content);
    if (!resource) throw volumeUnsupported(medium.path, { reason: 'entry-elsewhere' });
    const damaged = () => medium.damaged('wim-resource', resource.atByte);
    return hashedContent(medium.open(resource), dentry.content, damaged);
  }

  /** Of a file its content, which others may share; of an image its tree. */
  async runs(entry: VolumeEntry): Promise<readonly ByteRange[]> {
    const node = this.#nodes.get(entry);
    if (!node) return [];
    const { contents, trees } = this.#images.blobs;
    const { content, childrenAt } = node.dentry;
    const isImage = node.dentry.name === '' && childrenAt !== 0;
    const resource = isImage ? trees[node.image] : content === undefined ? undefined : contents.get(content);
    return resource ? [{ atByte: resource.atByte, lengthBytes: resource.storedBytes }] : [];
  }

  async *#imageFolders(): AsyncGenerator<readonly VolumeEntry[]> {
    for (let image = 0; image < this.#images.blobs.trees.length; image++) {
      const node = await this.#images.root(image);
      const { modifiedAtMs } = node.dentry;
      yield [this.#known({ ...folderNamed(`${image + 1}`), identity: identityOf(node), modifiedAtMs }, node)];
    }
  }

  async #entry(node: WimNode): Promise<VolumeEntry> {
    const { dentry } = node;
    const named = { name: safeName(utf8(dentry.name)), identity: identityOf(node) };
    try {
      return this.#known({ ...named, ...(await factsOfDentry(this.#images, dentry)) }, node);
    } catch (error) {
      if (!isDamage(error)) throw error;
      // Only the target of a link can be damaged: whoever opens it meets the damage.
      return this.#known({ ...named, type: dentry.isFolder ? 'dir' : 'file', sizeBytes: 0 }, node);
    }
  }

  #known(entry: VolumeEntry, node: WimNode): VolumeEntry {
    this.#nodes.set(entry, node);
    return entry;
  }

  #nodeOf(entry: VolumeEntry): WimNode {
    return present(this.#nodes.get(entry));
  }
}

function folderNamed(name: string) {
  return { name, type: 'dir', sizeBytes: 0 } as const;
}

/** Folders by where their entries are, so that none is entered twice; files by their group of names. */
function identityOf({ image, atByte, dentry: { linkGroup, childrenAt, isFolder } }: WimNode): string {
  if (isFolder && childrenAt !== 0) return `wim-${image}-d${childrenAt}`;
  return linkGroup === undefined ? `wim-${image}-${atByte}` : `wim-${image}-g${linkGroup}`;
}
