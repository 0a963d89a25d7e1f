import type { Face } from '../../src/cli/face.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';

export interface Around {
  readonly drives?: readonly Drive[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly nowMs?: number;
}

/** What the real command line makes of its words: the plan it would have carried out, and what it says instead. */
export async function planned(
  argv: readonly string[],
  { drives = [], environment = {}, nowMs = 0 }: Around = {},
): Promise<{ plan: Plan | undefined; said: string; printed: string; exitCode: number }> {
  let plan: Plan | undefined;
  let said = '';
  let printed = '';
  const done = { event: 'done', ok: true, exitCode: 0, outcome: 'done', report: { elapsedMs: 1 } };
  const face = {
    machine: { listDrives: async () => [...drives], isPrivileged: () => true },
    neverTouch: { serials: async () => [], place: () => '/never-touch.json' },
    jobs: {
      start(started: Plan) {
        plan = started;
        return {
          id: 'x',
          ready: Promise.resolve(),
          ended: Promise.resolve(0),
          send: () => undefined,
          onEvent(listener: (event: JobEvent) => void) {
            listener({ v: 1, job: 'x', at: '2026-11-22T12:00:00.000Z', ...done } as JobEvent);
            return () => undefined;
          },
        };
      },
    },
    out: (text: string) => {
      printed += text;
    },
    err: (text: string) => {
      said += text;
    },
    workingFolder: '/',
    environment,
    nowMs: () => nowMs,
    onSignal: () => () => undefined,
    version: '0',
  } as unknown as Face;
  const exitCode = await runCommandLine(argv, face);
  return { plan, said, printed, exitCode };
}
