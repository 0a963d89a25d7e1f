/** Bytes of a file: in memory, or in a file of their own. */
export type Stored = Uint8Array | { readonly path: string; readonly sizeBytes: number };

export type RootNode =
  | { readonly kind: 'folder'; readonly mode: number; readonly children: Map<string, RootNode> }
  | { readonly kind: 'file'; readonly mode: number; readonly content: Stored }
  | { readonly kind: 'link'; readonly target: string };

export type RootFolder = Extract<RootNode, { kind: 'folder' }>;

const FOLDER_MODE = 0o755;

/** A tree of files that belong to root, made piece by piece. Names are byte strings. */
export class RootTree {
  readonly root: RootFolder = folder();

  addFolder(path: string, mode = FOLDER_MODE): void {
    this.#put(path, folder(mode));
  }

  addFile(path: string, content: Stored | string, mode = 0o644): void {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    this.#put(path, { kind: 'file', mode, content: bytes });
  }

  addLink(path: string, target: string): void {
    this.#put(path, { kind: 'link', target });
  }

  at(path: string): RootNode | undefined {
    let node: RootNode | undefined = this.root;
    for (const name of partsOf(path)) node = node?.kind === 'folder' ? node.children.get(name) : undefined;
    return node;
  }

  /** Folders on the way are made; a folder that is there keeps what is in it. */
  #put(path: string, node: RootNode): void {
    const names = partsOf(path);
    const last = names.pop() ?? '';
    let parent = this.root;
    for (const name of names) {
      const next = parent.children.get(name);
      const inner = next?.kind === 'folder' ? next : folder();
      parent.children.set(name, inner);
      parent = inner;
    }
    const there = parent.children.get(last);
    if (node.kind === 'folder' && there?.kind === 'folder') return;
    parent.children.set(last, node);
  }
}

function folder(mode = FOLDER_MODE): RootFolder {
  return { kind: 'folder', mode, children: new Map() };
}

const partsOf = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');

/** In the order of their bytes, which never depends on how the tree was made. */
export function sortedChildren({ children }: RootFolder): [string, RootNode][] {
  return [...children].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function sizeOf(content: Stored): number {
  return content instanceof Uint8Array ? content.length : content.sizeBytes;
}
