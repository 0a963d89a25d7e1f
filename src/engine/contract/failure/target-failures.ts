import type { HolderFacts } from './holder-facts.ts';
import type { RefusalFacts } from './refusal-reasons.ts';

/** What stands against a target before it is written to, and what becomes of it then: codes of `Failure`. */
export interface TargetFailures {
  /** `serial`: the drive with this one is looked for, wherever it is plugged in. */
  /** `toRead`: it is what was to be read. */
  'target-missing': { target: string; serial?: string; noMedium?: true; toRead?: true };
  'target-busy': {
    target: string;
    holder?: string;
    because?: RefusalFacts;
    holders?: readonly HolderFacts[];
  };
  'target-mounted': { target: string; mounts: readonly string[] };
  'target-read-only': { target: string };
  /** `because`: its sentence stands for `reason`, here and wherever else it is told with another text. */
  'target-refused': { target: string; reason: string; refusal: string; because?: RefusalFacts };
  'target-gone': { target: string; atByte?: number };
  'target-write-failed': { target: string; atByte: number; lengthBytes: number; errno: string };
  'target-read-failed': { target: string; atByte: number; lengthBytes: number; errno: string };
  'target-stalled': { target: string; silentMs: number };
  'target-flush-failed': { target: string; errno: string };
}
