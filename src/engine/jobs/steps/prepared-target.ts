import type { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { TargetState } from '../../contract/failure/target-state.ts';
import type { Target } from '../../contract/ports/target.ts';
import { overTarget } from '../../write/targets/over-target.ts';
import type { TouchLog } from '../../write/undo/touched.ts';

/** What was found out about a target before the write. */
export interface Preparation {
  /** Why it must not be written to: every write is refused with this. */
  readonly failure?: Failure | undefined;
  /** Notes what the write overwrites. */
  readonly touches?: TouchLog | undefined;
  /** Tests left the drive as it was, so that it is untouched until the write begins. */
  readonly restored: boolean;
}

/** The same target, with a watch over its writes. Everything else, also what ports get later, goes through. */
export function preparedTarget(target: Target, { failure, touches, restored }: Preparation): Target {
  let hasWritten = false;
  const own: Partial<Target> = {
    ...(failure && { refusal: failure }),
    async write(atByte, bytes) {
      if (failure) throw failure;
      hasWritten = true;
      if (touches) await touches.before(atByte, bytes);
      await target.write(atByte, bytes);
    },
    ...(target.discard && {
      async discard() {
        if (failure) throw failure;
        hasWritten = true;
        await touches?.everything();
        await target.discard?.();
      },
    }),
    ...(target.lend && {
      async lend() {
        if (failure) throw failure;
        hasWritten = true;
        await touches?.everything();
        return present(await target.lend?.());
      },
    }),
    async finish(result) {
      await target.finish(result);
      await touches?.close();
    },
    async abandon(): Promise<TargetState> {
      const state = await target.abandon();
      await touches?.close();
      return restored && !hasWritten ? 'untouched' : state;
    },
  };
  return overTarget(target, own);
}
