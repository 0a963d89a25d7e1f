import type { Loss, LossReason } from '../../contract/events/loss.ts';
import { bytePath, joinBytes } from '../../host/files/fs-path.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import type { Tree } from './tree.ts';
import { findNode } from './tree-lookup.ts';

/** Node has no call for extended attributes; getfattr(1) asks for many paths at once. */
const TOOL = 'getfattr';
/** Every attribute, and whole paths as they were given. */
const ARGUMENTS = ['--absolute-names', '--match=-'];
/** Everything below a folder; links are not followed. */
const WALK = ['--recursive', '--physical'];
/** Well below what a new process takes in arguments. */
const BATCH_CHARACTERS = 256 << 10;
const BATCH_MS = 60_000;
/** Entries that lose something, before the rest of them is left out: each costs memory. */
const MOST_LOSSES = 100_000;

/** What the system itself keeps beside a file, and makes anew wherever files are put back. */
const OWN_OF_SYSTEM =
  /^(security\.(selinux|ima|evm|SMACK64\w*|apparmor)|trusted\.overlay\.|system\.(nfs4_acl|cifs_\w+|ntfs_\w+))/;

export interface AttributeLosses {
  readonly losses: readonly Loss[];
  /** Nobody could tell: the program that does is not installed. */
  readonly isUnknown: boolean;
}

export interface AttributeSearch {
  readonly followLinks: boolean;
  /** Nothing below the folder was left out: it can be walked as a whole, which is quicker. */
  readonly isWhole: boolean;
  readonly signal: AbortSignal;
}

/** Access lists, capabilities and other extended attributes of a folder's entries: no image holds them. Linux only. */
export async function attributeLosses(
  root: string,
  tree: Tree,
  { followLinks, isWhole, signal }: AttributeSearch,
): Promise<AttributeLosses> {
  if (process.platform !== 'linux') return { losses: [], isUnknown: false };
  const losses: Loss[] = [];
  const asWhole = isWhole && !followLinks;
  const args = [...ARGUMENTS, ...(followLinks ? [] : ['--no-dereference']), ...(asWhole ? WALK : [])];
  for (const batch of asWhole ? [new Map([[root, '/']])] : batchesOf(root, tree)) {
    if (signal.aborted || losses.length > MOST_LOSSES) break;
    const { stdout, isMissing } = await runTool(TOOL, [...args, '--', ...batch.keys()], BATCH_MS);
    if (isMissing) return { losses: [], isUnknown: true };
    for (const { path, names } of recordsOf(stdout))
      losses.push(...lossesOf(batch.get(path) ?? insideOf(root, path, tree), names));
  }
  return { losses, isUnknown: false };
}

/** A path below the root as it is called in the tree; undefined for what patterns left out. */
function insideOf(root: string, path: string, tree: Tree): string | undefined {
  const below = root.endsWith('/') ? root : `${root}/`;
  if (!path.startsWith(below)) return undefined;
  const inside = path.slice(below.length - 1);
  const node = findNode(tree, inside);
  return node !== undefined && tree.pathOf(node) === inside ? inside : undefined;
}

/** Paths as the system knows them, and what they are called in the tree. Names that are no text cannot be asked for. */
function* batchesOf(root: string, tree: Tree): Generator<ReadonlyMap<string, string>> {
  let batch = new Map<string, string>();
  let characters = 0;
  for (let node = 0; node < tree.count; node++) {
    const inside = tree.pathOf(node);
    if (bytePath(inside) !== tree.bytePathOf(node) || isMade(tree, node)) continue;
    const path = node === 0 ? root : joinBytes(root, inside.slice(1));
    batch.set(path, inside);
    characters += path.length;
    if (characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = new Map();
    characters = 0;
  }
  if (batch.size > 0) yield batch;
}

function isMade(tree: Tree, node: number): boolean {
  return node === tree.movedHome || [...tree.made.values()].includes(node);
}

interface AttributeRecord {
  readonly path: string;
  readonly names: readonly string[];
}

/** `# file: PATH`, a name a line, and a blank line. Control characters and backslashes of a path stand in octal. */
function recordsOf(output: string): AttributeRecord[] {
  return output.split('\n\n').flatMap((block) => {
    const [head = '', ...names] = block.split('\n').filter((line) => line !== '');
    if (!head.startsWith('# file: ')) return [];
    return [{ path: unescaped(head.slice('# file: '.length)), names }];
  });
}

function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

function lossesOf(path: string | undefined, names: readonly string[]): Loss[] {
  if (path === undefined) return [];
  const reasons = new Set(names.filter((name) => !OWN_OF_SYSTEM.test(name)).map(reasonOf));
  return [...reasons].map((reason) => ({ path, reason, where: 'all' }));
}

function reasonOf(name: string): LossReason {
  if (name.startsWith('system.posix_acl_')) return 'acl-lost';
  return name === 'security.capability' ? 'capabilities-lost' : 'attributes-lost';
}
