import type { FailureFacts } from '../engine/contract/failure/failure.ts';

type Impossible = FailureFacts['mount-impossible'];

/** How a plain image of what is in a container may be called, where making one would help; undefined where it would not. */
export function plainCopyOf({ path, container, packages }: Impossible): string | undefined {
  return container !== undefined && packages.length > 0 ? `${path.replace(/^.*\//s, '')}.raw` : undefined;
}
