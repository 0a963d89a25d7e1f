import type { DriveRefusal } from '../../engine/contract/ports/drive.ts';
import type { FileTarget } from '../../engine/contract/ports/machine.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { graphOf } from './graph.ts';
import { refusalsByKey } from './refusals.ts';
import { usesOf } from './uses.ts';

/**
 * Why a file may not be written to as if it were a drive: something is mounted from it, swapped to it or built on it, or a
 * loop device stands for it. Undefined for a file that is nothing but a file.
 */
export function fileRefusal(facts: MachineFacts, file: FileTarget): DriveRefusal | undefined {
  const graph = graphOf(facts);
  const [gravest] = refusalsByKey(graph, usesOf(graph), file.key);
  if (gravest) return gravest;
  const loop = facts.blocks.find((block) => graph.storage(block.name).has(file.key) || mayBe(block, file));
  return (
    loop && {
      code: 'held',
      facts: { reason: 'loop-stands-for-it', name: loop.name },
    }
  );
}

/**
 * Nobody said which file a loop device stands for, its name leads nowhere, and it does not hold other bytes: one of the
 * file's length may be it.
 */
function mayBe({ loop, sizeBytes }: BlockFacts, file: FileTarget): boolean {
  if (!loop || loop.file !== undefined || loop.block !== undefined || loop.outOfReach) return false;
  return loop.differsFrom !== file.key && sizeBytes === file.sizeBytes - (file.sizeBytes % 512);
}
