import {
  MAX_RECORD_BYTES,
  recordBytes,
  systemUseStart,
} from '../../bytes/formats/iso9660/directory-record.ts';
import { fileSectionCount } from '../../bytes/formats/iso9660/file-sections.ts';
import { type Area, spreadFields } from '../../bytes/formats/rockridge/system-use.ts';
import { present } from '../../contract/failure/present.ts';
import type { Hierarchy } from './hierarchy.ts';
import { isNamed, type RockRidge, type Role } from './rock-ridge.ts';

/** One directory record before it has a place. */
export interface Row {
  readonly node: number;
  readonly role: Role;
  /** Part of a file with several sections. */
  readonly section: number;
  /** The folder whose place stands in the record, when folders are relocated. */
  readonly leadsTo?: number;
}

/** The records of the directories of one hierarchy: which there are, and how large each is. */
export class DirectoryRows {
  readonly #hierarchy: Hierarchy;
  readonly #rockRidge: RockRidge | undefined;

  constructor(hierarchy: Hierarchy, rockRidge: RockRidge | undefined) {
    this.#hierarchy = hierarchy;
    this.#rockRidge = rockRidge;
  }

  /** Own record, parent's record, then the children in order; a file of several sections has as many. ECMA-119 §6.8.2, §9.3. */
  *of(ordinal: number): Generator<Row> {
    const { tree, order, start, relocation } = this.#hierarchy;
    const folder = tree.folderAt(ordinal);
    yield { node: folder, role: folder === 0 ? 'root' : 'self', section: 0 };
    if (relocation?.isMoved(folder))
      yield { node: relocation.home, role: 'moved-parent', section: 0, leadsTo: tree.parentOf(folder) };
    else yield { node: tree.parentOf(folder), role: 'parent', section: 0 };
    for (let at = present(start[ordinal]); at < present(start[ordinal + 1]); at++) {
      const node = present(order[at]);
      if (relocation?.isMoved(node)) {
        const isHere = folder === relocation.home;
        yield isHere
          ? { node, role: 'moved', section: 0 }
          : { node, role: 'placeholder', section: 0, leadsTo: node };
        continue;
      }
      if (node === relocation?.home) {
        yield { node, role: 'moved', section: 0 };
        continue;
      }
      const sections = fileSectionCount(tree.storedBytes(node));
      for (let section = 0; section < sections; section++) yield { node, role: 'child', section };
    }
  }

  identifierBytes({ node, role }: Row): number {
    if (role === 'placeholder') return present(this.#hierarchy.placeholders).identifierBytes(node);
    return isNamed(role) ? this.#hierarchy.identifierBytes(node) : 1;
  }

  /** The size of a record that needs no continuation, when that is quick to say. */
  plainBytes(row: Row): number | undefined {
    const identifierBytes = this.identifierBytes(row);
    if (!this.#rockRidge) return recordBytes(identifierBytes, 0);
    const plain = this.#rockRidge.plainBytes(row.node, row.role);
    if (plain === undefined) return undefined;
    const bytes = recordBytes(identifierBytes, plain);
    return bytes <= MAX_RECORD_BYTES ? bytes : undefined;
  }

  /** The system use of a record: the first area stands in it, the others are continuations. */
  areas(row: Row, lbaOf: (folder: number) => number = () => 0): Area[] {
    const { node, role, leadsTo } = row;
    const place = leadsTo === undefined ? undefined : { node: leadsTo, lba: lbaOf(leadsTo) };
    const fields = this.#rockRidge?.fields(node, role, place) ?? [];
    return spreadFields(fields, MAX_RECORD_BYTES - systemUseStart(this.identifierBytes(row)));
  }
}
