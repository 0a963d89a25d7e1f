import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { throwIfStopped } from '../../contract/failure/stopped.ts';
import type { Change } from '../../contract/plan/plan.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import { addedKind, NamedFiles } from '../content/added-sources.ts';
import type { ContentSource } from '../content/content-source.ts';
import { FileSource } from '../content/file-source.ts';
import { ReadPool } from '../content/read-pool.ts';
import { openFlags } from '../content/source-file.ts';
import { type AttributeLosses, attributeLosses } from '../tree/attributes.ts';
import type { Overlay, OverlayEntry } from '../tree/overlay.ts';
import type { ScanOptions } from '../tree/scan-options.ts';
import type { Tree } from '../tree/tree.ts';
import type { AuthorProgress } from './author-progress.ts';
import type { Edit } from './edit.ts';
import { scanWith } from './scan-with.ts';

/** A folder of this machine of which something comes into an image. */
interface AddedTree {
  readonly folder: string;
  readonly tree: Tree;
  readonly followLinks: boolean;
  readonly isWhole: boolean;
  /** A path in it as a path in the image; undefined where it is no part of that. */
  placeOf(path: string): string | undefined;
}

/** A folder of which single files come in. */
interface OpenFolder {
  readonly named: NamedFiles;
  readonly source: number;
  /** Path in the folder → path in the image. */
  readonly places: Map<string, string>;
}

/** What comes from this machine into an image: each folder a tree, single files of one folder together one. */
export class AddedFiles {
  /** By path: where it is in the overlay's trees. */
  readonly entries = new Map<string, OverlayEntry>();
  /** By number of the tree, from 1 on. */
  readonly sources: ContentSource[] = [];
  readonly losses: Loss[] = [];
  readonly apart: ApartEntry[] = [];
  readonly #overlay: Overlay;
  readonly #options: ScanOptions & { readonly padChanged?: boolean | undefined };
  readonly #progress: AuthorProgress;
  readonly #trees: AddedTree[] = [];
  readonly #files = new Map<string, OpenFolder>();
  /** Links that are named are followed; those in folders as asked. */
  readonly #filePool = new ReadPool(openFlags(true));

  constructor(
    overlay: Overlay,
    options: ScanOptions & { readonly padChanged?: boolean | undefined },
    progress: AuthorProgress,
  ) {
    this.#overlay = overlay;
    this.#options = options;
    this.#progress = progress;
  }

  /** @throws Failure `source-missing`, `source-unreadable`, `usage`, `target-changed`, `stopped` */
  async readAll({ changes, ownOutputsIn }: Edit): Promise<void> {
    const adds = changes.filter((change) => change.do === 'add');
    for (const add of adds) {
      if (this.entries.has(add.from)) continue;
      throwIfStopped(this.#progress.signal);
      if (addedKind(add.from) === 'folder') await this.#readFolder(add, ownOutputsIn(add.from));
      else this.#readFile(add);
    }
  }

  /** What no image holds of the entries that come in. */
  async attributes(signal: AbortSignal): Promise<AttributeLosses> {
    const losses: Loss[] = [];
    let isUnknown = false;
    for (const { folder, tree, followLinks, isWhole, placeOf } of this.#trees) {
      const found = await attributeLosses(folder, tree, { followLinks, isWhole, signal });
      losses.push(...placed(found.losses, placeOf));
      isUnknown ||= found.isUnknown;
    }
    return { losses, isUnknown };
  }

  async close(): Promise<void> {
    await Promise.all([this.#filePool.close(), ...this.sources.map((source) => source.close())]);
  }

  async #readFolder({ from, to }: Added, ownOutputs: readonly string[]): Promise<void> {
    const { followLinks, oneFileSystem, padChanged } = this.#options;
    const pool = new ReadPool(openFlags(followLinks));
    const options = { followLinks, exclude: [], oneFileSystem, ownOutputs };
    const { tree, losses, apart } = await scanWith(pool, from, options, this.#progress);
    this.entries.set(from, { source: this.#overlay.addTree(tree), node: 0 });
    const below = to.replace(/\/$/, '');
    const placeOf = (path: string) => `${below}${path}`;
    const isWhole = apart.every(({ reason }) => reason === 'own-output');
    this.#trees.push({ folder: from, tree, followLinks, isWhole, placeOf });
    this.sources.push(shown(new FileSource(from, tree, followLinks, padChanged, pool), placeOf));
    this.losses.push(...placed(losses, placeOf));
    this.apart.push(...placed(apart, placeOf));
  }

  #readFile({ from, to }: Added): void {
    demandConfirmed(from, this.#progress.files, statSync(from, { bigint: true }));
    const folder = dirname(from);
    const known = this.#files.get(folder) ?? this.#openFiles(folder);
    const node = known.named.add(from);
    this.entries.set(from, { source: known.source, node });
    known.places.set(known.named.tree.pathOf(node), to);
  }

  #openFiles(folder: string): OpenFolder {
    const named = new NamedFiles(folder);
    const { tree } = named;
    const places = new Map<string, string>();
    const placeOf = (path: string) => places.get(path);
    const known = { named, source: this.#overlay.addTree(tree), places };
    this.#files.set(folder, known);
    this.#trees.push({ folder, tree, followLinks: true, isWhole: false, placeOf });
    this.sources.push(
      shown(new FileSource(folder, tree, true, this.#options.padChanged, this.#filePool), placeOf),
    );
    return known;
  }
}

type Added = Extract<Change, { do: 'add' }>;

/** With paths in the image in place of those in the folder. */
function placed<Told extends { readonly path: string }>(
  told: readonly Told[],
  placeOf: AddedTree['placeOf'],
): Told[] {
  return told.flatMap((one) => {
    const path = placeOf(one.path);
    return path === undefined ? [] : [{ ...one, path }];
  });
}

/** A source that tells of changed files by where they are in the image. */
function shown(source: FileSource, placeOf: AddedTree['placeOf']): ContentSource {
  return {
    make: (node, content) => source.make(node, content),
    read: (pieces) => source.read(pieces),
    settle: (nodes) => source.settle(nodes),
    close: () => source.close(),
    get changed() {
      return placed(source.changed, placeOf);
    },
  };
}
