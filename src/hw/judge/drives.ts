import type { DriveContent } from '../../engine/contract/failure/drive-content.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { type Graph, graphOf } from './graph.ts';
import { isRemovable, modelOf, serialOf, transportOf, vendorOf, wwnOf } from './identity.ts';
import { isDrive, kindOf } from './kind.ts';
import { partsOf } from './parts.ts';
import { type Need, refusalsOf } from './refusals.ts';
import { lsblkRow, usesOf } from './uses.ts';
import { warningsOf } from './warnings.ts';

/** Facts → drives with their refusals and warnings. Pure: the same facts give the same answer. */
export function judge(facts: MachineFacts, need: Need = {}): Drive[] {
  const graph = graphOf(facts);
  const uses = usesOf(graph);
  return facts.blocks
    .filter(isDrive)
    .sort(byName)
    .map((block) => {
      const drive = describe(graph, block);
      return { ...drive, refusals: refusalsOf(graph, uses, block, need), warnings: warningsOf(drive) };
    });
}

type Described = Omit<Drive, 'refusals' | 'warnings'>;

function describe(graph: Graph, block: BlockFacts): Described {
  const row = lsblkRow(graph.facts.lsblk, block.name);
  const hint = graph.facts.hints.disks.find((disk) => disk.path === `/dev/${block.name}`);
  const transport = transportOf(block, row, hint);
  const vendor = vendorOf(block, row, hint);
  const wwn = wwnOf(block, row);
  const parts = partsOf(graph, block);
  const content = parts.length === 0 ? contentOf(block) : undefined;
  return {
    path: `/dev/${block.name}`,
    name: block.name,
    kind: kindOf(block),
    sizeBytes: block.sizeBytes,
    sectorBytes: block.logicalBlockBytes ?? 512,
    ...(vendor ? { vendor } : {}),
    model: modelOf(block, row, hint),
    serial: serialOf(block),
    transport,
    removable: isRemovable(block, transport),
    readOnly: block.readOnly,
    ids: block.ids,
    ...(wwn ? { wwn } : {}),
    deviceNumber: block.deviceNumber,
    ...(block.diskSequence === undefined ? {} : { diskSequence: block.diskSequence }),
    parts,
    ...(content === undefined ? {} : { content }),
  };
}

/** A table that others saw goes before our own look: they know more kinds. */
function contentOf({ udev, probed, content }: BlockFacts): DriveContent | undefined {
  const table = udev?.ID_PART_TABLE_TYPE ?? probed?.PTTYPE;
  return table ? { kind: 'table', table } : content;
}

/** `sdb` before `sdaa`, `loop2` before `loop10`. */
function byName(left: BlockFacts, right: BlockFacts): number {
  return sortKey(left.name) < sortKey(right.name) ? -1 : 1;
}

/** Numbers and the letters that number disks stand behind their length. */
function sortKey(name: string): string {
  return name
    .replace(
      /^(sd|hd|vd|xvd)([a-z]+)/,
      (_, kind: string, letters: string) => `${kind}${letters.length}${letters}`,
    )
    .replace(/\d+/g, (digits) => `${String.fromCharCode(48 + digits.length)}${digits}`);
}
