import type { BlockFacts } from '../facts.ts';
import { runTool } from '../run-tool.ts';

const KEPT = ['TYPE', 'LABEL', 'UUID', 'USAGE', 'PTTYPE'];

/**
 * Looks at the first bytes of devices that udev knows nothing about (containers, rescue shells). Needs root.
 * One process for all of them; nothing when it takes longer than `limitMs`.
 */
export async function probe(blocks: readonly BlockFacts[], limitMs: number): Promise<BlockFacts[]> {
  const unknown = blocks.filter(worthProbing).map((block) => `/dev/${block.name}`);
  if (unknown.length === 0) return [...blocks];
  const { stdout } = await runTool('blkid', ['-p', '-o', 'export', ...unknown], limitMs);
  const answers = parseExport(stdout);
  return blocks.map((block) => {
    const probed = answers.get(`/dev/${block.name}`);
    return probed ? { ...block, probed } : block;
  });
}

function worthProbing(block: BlockFacts): boolean {
  return !block.udev && block.sizeBytes > 0 && !/^(ram|zram|sr)\d/.test(block.name);
}

/** `KEY=VALUE` lines, an empty line between devices, `DEVNAME` in each. Special characters come as `\ `. */
export function parseExport(text: string): Map<string, Record<string, string>> {
  const answers = new Map<string, Record<string, string>>();
  for (const paragraph of text.split(/\n\s*\n/)) {
    const pairs = [...paragraph.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [
      key!,
      plain(value!),
    ]);
    const all: Record<string, string> = Object.fromEntries(pairs);
    const kept = Object.fromEntries(Object.entries(all).filter(([key]) => KEPT.includes(key)));
    if (all.DEVNAME) answers.set(all.DEVNAME, kept);
  }
  return answers;
}

function plain(value: string): string {
  return value.replace(/\\(.)/g, '$1');
}
