import { z } from 'zod';
import { plan as planSchema } from '../plan/plan.ts';
import { Failure, type FailureFacts } from '../ports/failure.ts';
import type { Machine } from '../ports/machine.ts';
import { makeGate } from '../transfer/gate.ts';
import { exitCodes } from '../words/exit-codes.ts';
import type { Channel } from './channel.ts';
import type { JobEvent, JobFact } from './events.ts';
import { type JobFolder, makeJobFolder } from './job-folder.ts';
import { runPlan } from './run-plan.ts';

/** The first line a job process is told. */
export const jobOrder = z.strictObject({
  do: z.literal('start'),
  job: z.string().regex(/^[a-z0-9-]+$/),
  dryRun: z.boolean(),
  plan: planSchema,
});
export type JobOrder = z.infer<typeof jobOrder>;

const command = z.strictObject({ do: z.enum(['pause', 'resume', 'stop']) });

export interface JobSurroundings {
  readonly channel: Channel;
  /** Resolves when no order can come any more. */
  readonly channelClosed: Promise<void>;
  readonly machine: Machine;
  /** Calls back when the process gets SIGINT or SIGTERM. */
  readonly onSignal: (listener: (signal: 'SIGINT' | 'SIGTERM') => void) => void;
}

/**
 * The inside of a job process: waits for its order, carries the plan out, says every event to the channel and to the
 * job folder. Resolves with the exit code. It does not end when its viewer goes away.
 */
export function runJobProcess({
  channel,
  channelClosed,
  machine,
  onSignal,
}: JobSurroundings): Promise<number> {
  const stopping = new AbortController();
  const gate = makeGate();
  const stop = (by: FailureFacts['stopped']['by']): void => stopping.abort(new Failure('stopped', { by }));
  onSignal(stop);
  return new Promise((resolve) => {
    let order: JobOrder | undefined;
    channel.onMessage((message) => {
      if (order)
        return obey(message, gate, stop, (code) =>
          channel.send(eventOf(order as JobOrder, { event: 'note', code })),
        );
      const parsed = jobOrder.safeParse(message);
      if (!parsed.success) return resolve(exitCodes.usage);
      order = parsed.data;
      void carryOut(order, { channel, machine, gate, signal: stopping.signal }).then(resolve);
    });
    void channelClosed.then(() => order ?? resolve(exitCodes.usage));
    channel.send({ ready: true });
  });
}

async function carryOut(
  order: JobOrder,
  around: { channel: Channel; machine: Machine; gate: ReturnType<typeof makeGate>; signal: AbortSignal },
): Promise<number> {
  const folder = order.dryRun ? undefined : await makeJobFolder(order.job, order.plan).catch(() => undefined);
  const onFact = (fact: JobFact): void => say(eventOf(order, fact), around.channel, folder);
  if (folder) onFact({ event: 'note', code: 'job-folder', path: folder.path });
  const done = await runPlan(order.plan, {
    jobId: order.job,
    machine: around.machine,
    clock: { nowMs: Date.now },
    gate: around.gate,
    signal: around.signal,
    onFact,
    dryRun: order.dryRun,
  });
  onFact(done);
  await folder?.close();
  return done.exitCode;
}

function say(event: JobEvent, channel: Channel, folder: JobFolder | undefined): void {
  channel.send(event);
  folder?.record(event);
}

function eventOf({ job }: JobOrder, fact: JobFact): JobEvent {
  return { v: 1, job, at: new Date().toISOString(), ...fact };
}

function obey(
  message: unknown,
  gate: ReturnType<typeof makeGate>,
  stop: (by: 'person') => void,
  note: (code: 'paused' | 'resumed') => void,
): void {
  const parsed = command.safeParse(message);
  if (!parsed.success) return;
  const wish = parsed.data.do;
  if (wish === 'stop') stop('person');
  else if (wish === 'pause') gate.shut();
  else gate.open();
  if (wish !== 'stop') note(gate.isShut ? 'paused' : 'resumed');
}
