import { runTool } from '../../engine/host/tools/run-tool.ts';
import type { BlockFacts } from '../facts.ts';
import { hasOwnRights } from '../own-rights.ts';

const KEPT = ['TYPE', 'LABEL', 'UUID', 'USAGE', 'PTTYPE'];

/** More devices than this are a server, and a server has udev. */
const PROBED_AT_MOST = 24;

/**
 * Looks at the first bytes of devices that udev knows nothing about (containers, rescue shells), and that this user may read.
 * One process for each: blkid ends at the first device it may not open, and one may hang.
 */
export async function probe(
  blocks: readonly BlockFacts[],
  limitMs: number,
  isWanted: (block: BlockFacts) => boolean,
): Promise<BlockFacts[]> {
  const unknown = blocks.filter((block) => worthProbing(block) && isWanted(block)).slice(0, PROBED_AT_MOST);
  const answers = new Map(
    await Promise.all(unknown.map(async ({ name }) => [name, await askBlkid(name, limitMs)] as const)),
  );
  return blocks.map((block) => {
    const probed = answers.get(block.name);
    return probed ? { ...block, probed } : block;
  });
}

async function askBlkid(name: string, limitMs: number): Promise<Record<string, string> | undefined> {
  const { status, stdout } = await runTool('blkid', ['-p', '-o', 'export', `/dev/${name}`], limitMs);
  return status === 0 ? parseExport(stdout) : undefined;
}

function worthProbing(block: BlockFacts): boolean {
  const mayLook = process.getuid?.() === 0 || hasOwnRights(`/dev/${block.name}`, 'read');
  return mayLook && !block.udev && block.sizeBytes > 0 && !/^(ram|zram|sr)\d/.test(block.name);
}

/** `KEY=VALUE` lines; special characters come as `\ `. */
export function parseExport(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
    ([, key = '', value = '']) => [key, value] as const,
  );
  return Object.fromEntries(
    pairs.filter(([key]) => KEPT.includes(key)).map(([key, value]) => [key, plain(value)]),
  );
}

function plain(value: string): string {
  return value.replace(/\\(.)/g, '$1');
}
