import { present } from '../../contract/failure/present.ts';
import type { ContentSource } from './content-source.ts';
import type { MadeContent, Piece } from './file-source.ts';

/** Which node of which source a node of the tree is. */
export interface Origins {
  readonly source: Uint32Array;
  readonly node: Uint32Array;
}

/** Contents of a tree that is made of several: each file is read from where it comes from. */
export class EditedSource implements ContentSource {
  readonly #origins: Origins;
  readonly #sources: readonly ContentSource[];
  readonly #made = new Map<number, MadeContent>();

  constructor(origins: Origins, sources: readonly ContentSource[]) {
    this.#origins = origins;
    this.#sources = sources;
  }

  make(node: number, content: MadeContent): void {
    this.#made.set(node, content);
  }

  get changed(): ContentSource['changed'] {
    return this.#sources.flatMap(({ changed }) => changed);
  }

  async read(pieces: readonly Piece[]): Promise<void> {
    const made = pieces.filter(({ node }) => this.#made.has(node));
    const others = made.length === 0 ? pieces : pieces.filter(({ node }) => !this.#made.has(node));
    const bySource = Map.groupBy(others, ({ node }) => present(this.#origins.source[node]));
    await Promise.all([
      ...made.map(({ node, atByte, into }) => present(this.#made.get(node)).read(atByte, into)),
      ...[...bySource].map(([source, some]) =>
        present(this.#sources[source]).read(
          some.map((piece) => ({ ...piece, node: present(this.#origins.node[piece.node]) })),
        ),
      ),
    ]);
  }

  /** @throws Failure `source-changed`, and what the sources throw */
  async settle(nodes: Uint32Array): Promise<void> {
    const real = [...nodes].filter((node) => !this.#made.has(node));
    const bySource = Map.groupBy(real, (node) => present(this.#origins.source[node]));
    for (const [index, source] of this.#sources.entries())
      await source.settle(
        Uint32Array.from(bySource.get(index) ?? [], (node) => present(this.#origins.node[node])),
      );
  }

  async close(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.close()));
  }
}
