import { driveKey, holderOf, type LockHolder } from '../../engine/host/trust/lock-holder.ts';
import type { MachineFacts } from '../facts.ts';
import { graphOf, isFileKey } from '../judge/graph.ts';
import { isDrive } from '../judge/kind.ts';

/** Which jobs write to which drives, by the drive's name; also those that write to what a drive stands for. */
export async function writersOf(facts: MachineFacts): Promise<Readonly<Record<string, LockHolder>>> {
  const graph = graphOf(facts);
  const found = await Promise.all(
    facts.blocks.filter(isDrive).map(async ({ name }) => {
      const numbers = [...graph.storage(name)].map((one) =>
        isFileKey(one) ? one : driveKey(graph.block(one)?.deviceNumber ?? ''),
      );
      const holders = await Promise.all(numbers.map(holderOf));
      const holder = holders.find((one) => one !== undefined);
      return holder === undefined ? [] : [[name, holder] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}
