import type { TargetState } from '../../contract/failure/target-state.ts';
import type { Target } from '../../contract/ports/target.ts';
import { overTarget } from './over-target.ts';

/** The same target, and something that is let go of when it is closed. Everything else goes through. */
export function heldTarget(target: Target, release: () => Promise<void>): Target {
  return overTarget(target, {
    async finish(result) {
      await target.finish(result);
      await release();
    },
    async abandon(): Promise<TargetState> {
      const state = await target.abandon();
      await release();
      return state;
    },
  });
}
