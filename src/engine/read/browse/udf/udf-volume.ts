import { bytesOfText } from '../../../bytes/codec/byte-text.ts';
import { fileTypes } from '../../../bytes/formats/udf/icb-tag.ts';
import { deviceIn } from '../../../bytes/formats/udf/read-entry.ts';
import { readIdentifiers } from '../../../bytes/formats/udf/read-identifiers.ts';
import { readLinkTarget } from '../../../bytes/formats/udf/read-link.ts';
import type { EntryType } from '../../../contract/events/entry-type.ts';
import { type PlacedEntry, type PlacedListing, safeName } from '../volume.ts';
import { Budget } from './budget.ts';
import type { EntryPlace, Files, FoundFile } from './files.ts';
import type { UdfFacts } from './udf-facts.ts';

/** Names of a directory take more than any medium has. */
const MOST_DIRECTORY_BYTES = 64 << 20;
/** Linux reads no longer ones than 4095 bytes; components need more room than their text. */
const MOST_LINK_BYTES = 64 << 10;
/** A file identifier with a name of one character. */
const LEAST_NAME_BYTES = 40;
const NOBODY = 0xffffffff;

const types: Readonly<Record<number, EntryType>> = {
  [fileTypes.directory]: 'dir',
  [fileTypes.block]: 'block-device',
  [fileTypes.character]: 'char-device',
  [fileTypes.fifo]: 'fifo',
  [fileTypes.socket]: 'socket',
  [fileTypes.link]: 'symlink',
};

/** A UDF file system. Streams of files and files of the system itself are not shown. */
export class UdfVolume implements PlacedListing {
  readonly standard = 'udf';
  readonly facts: UdfFacts;
  readonly root: PlacedEntry;
  readonly #files: Files;
  readonly #budget: Budget;
  readonly #found = new WeakMap<PlacedEntry, FoundFile>();

  constructor(files: Files, facts: UdfFacts, root: FoundFile) {
    this.#files = files;
    this.#budget = new Budget(files.medium, 'names', LEAST_NAME_BYTES);
    this.facts = facts;
    this.root = this.#entry('', root);
  }

  get label(): string {
    return this.facts.label;
  }

  async *list(folder: PlacedEntry): AsyncGenerator<PlacedEntry> {
    const found = this.#found.get(folder);
    if (!found || folder.type !== 'dir') throw this.#files.medium.damaged('no-folder');
    const content = await this.#files.content(found, MOST_DIRECTORY_BYTES);
    const names = readIdentifiers(content);
    let next = names.next();
    for (; !next.done; next = names.next()) {
      const { name, isParent, block, partition } = next.value;
      this.#budget.spend(1);
      if (!isParent) yield await this.#child(safeName(bytesOfText(name)), { block, partition });
    }
    const rest = content.subarray(next.value);
    if (rest.length >= this.#files.medium.blockBytes || rest.some((byte) => byte !== 0))
      throw this.#files.medium.damaged('no-name', found.atByte);
  }

  async #child(name: string, place: EntryPlace): Promise<PlacedEntry> {
    const found = await this.#files.find(place);
    if (found.entry.fileType !== fileTypes.link) return this.#entry(name, found);
    const target = readLinkTarget(await this.#files.content(found, MOST_LINK_BYTES));
    if (target === undefined) throw this.#files.medium.damaged('link-target', found.atByte);
    return this.#entry(name, found, bytesOfText(target));
  }

  #entry(name: string, found: FoundFile, target?: string): PlacedEntry {
    const { entry, runs } = found;
    const type = types[entry.fileType] ?? 'file';
    const isDevice = type === 'block-device' || type === 'char-device';
    const made: PlacedEntry = {
      name,
      type,
      sizeBytes: type === 'file' ? entry.lengthBytes : 0,
      permissions: entry.mode,
      userId: idOf(entry.uid),
      groupId: idOf(entry.gid),
      modifiedAtMs: entry.modifiedAtSeconds * 1000,
      target,
      device: isDevice ? deviceIn(entry.attributes) : undefined,
      identity: type === 'file' && runs.length === 0 ? '' : `udf-${found.atByte}`,
      runs: type === 'file' || type === 'dir' ? runs : [],
    };
    if (type === 'dir') this.#found.set(made, found);
    return made;
  }
}

/** Nobody's number: the medium does not say. UDF 2.60 §2.3.3.2. */
function idOf(id: number): number | undefined {
  return id === NOBODY ? undefined : id;
}
