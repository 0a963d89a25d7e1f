import type { DoneFact, JobEvent, JobFact } from '../../contract/events/events.ts';
import { eventOf, lastWordOf } from '../../contract/events/last-word.ts';
import { exitCodes } from '../../contract/failure/exit-codes.ts';
import { asFailure, Failure, type FailureFacts } from '../../contract/failure/failure.ts';
import { shownFacts } from '../../contract/failure/shown-address.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import type { HandedList } from '../../host/trust/handed-list.ts';
import { answerAtLocks } from '../../host/trust/lock-holder.ts';
import { goBy } from '../../read/download/network.ts';
import { type Gate, makeGate } from '../../write/transfer/gate.ts';
import { runPlan } from '../runners/run-plan.ts';
import type { Channel } from './channel.ts';
import { type JobOrder, jobCommand, jobOrder } from './job-order.ts';
import { type JobRecord, openRecord } from './job-record.ts';
import { demandOpenFiles } from './open-files.ts';
import { PhasePercent } from './phase-percent.ts';
import { whileAwake } from './stay-awake.ts';

export interface JobSurroundings {
  readonly channel: Channel;
  /** Resolves when no order can come any more. */
  readonly channelClosed: Promise<void>;
  readonly machine: Machine;
  /** Of this program. */
  readonly version?: string | undefined;
  /** Told which drives the person's own process found protected, before the plan is looked at. */
  readonly heed?: ((list: HandedList | undefined) => void) | undefined;
  /** Calls back when the process gets SIGINT or SIGTERM. */
  readonly onSignal: (listener: (signal: 'SIGINT' | 'SIGTERM') => void) => void;
}

/** What a person can do to a running job, from whatever viewer. */
interface Control {
  readonly gate: Gate;
  readonly signal: AbortSignal;
  stop(by: FailureFacts['stopped']['by']): void;
}

/**
 * The inside of a job process: waits for its order, carries the plan out, says every event to whoever started it, to
 * the viewers that came later, and to the job folder. Resolves with the exit code. It does not end with its viewers.
 */
export function runJobProcess({
  channel,
  channelClosed,
  machine,
  version,
  heed,
  onSignal,
}: JobSurroundings): Promise<number> {
  const control = makeControl();
  onSignal((signal) => control.stop(signal));
  return new Promise((resolve) => {
    let say: ((fact: JobFact) => void) | undefined;
    channel.onMessage((message) => {
      if (say) return obey(message, control, say);
      const order = jobOrder.safeParse(message);
      if (!order.success) return resolve(exitCodes.usage);
      say = () => undefined;
      heed?.(order.data.neverTouch);
      if (order.data.network) goBy(order.data.network);
      void carryOut(order.data, { channel, machine, version, control }, (ready) => {
        say = ready;
      }).then(resolve);
    });
    void channelClosed.then(() => say ?? resolve(exitCodes.usage));
    channel.send({ ready: true });
  });
}

function makeControl(): Control {
  const stopping = new AbortController();
  return {
    gate: makeGate(),
    signal: stopping.signal,
    stop: (by) => stopping.abort(new Failure('stopped', { by })),
  };
}

async function carryOut(
  order: JobOrder,
  {
    channel,
    machine,
    version,
    control,
  }: Pick<JobSurroundings, 'channel' | 'machine' | 'version'> & { control: Control },
  onReady: (say: (fact: JobFact) => void) => void,
): Promise<number> {
  let record: JobRecord | undefined;
  const phase = new PhasePercent();
  answerAtLocks(order.job, () => phase.percent);
  const told = (fact: JobFact): JobEvent => eventOf(shownFacts(fact), order.job, Date.now());
  const say = (fact: JobFact): void => {
    phase.see(fact);
    const event = told(fact);
    channel.send(event);
    record?.say(event);
  };
  onReady(say);
  const done = await work().catch((error: unknown) => lastWordOf(asFailure(error)));
  const last = told(done);
  record?.say(last);
  // Whoever reads the last word may look into the folder at once.
  await record?.close();
  channel.send(last);
  return done.exitCode;

  async function work(): Promise<DoneFact> {
    demandOpenFiles();
    const opened = await openRecord(order, (message) => obey(message, control, say));
    record = opened.record;
    if (record) say({ event: 'note', code: 'job-folder', path: record.path });
    const { gate, signal } = control;
    const dryRun = order.do === 'start' && order.dryRun;
    const clock = { nowMs: Date.now };
    const resume = opened.resume ? { resume: opened.resume } : {};
    const context = {
      jobId: order.job,
      machine,
      version,
      clock,
      gate,
      signal,
      onFact: say,
      dryRun,
      hasNoFolder: record === undefined && !dryRun,
      standardInput: order.standardInput,
      files: opened.files,
      closed: opened.closed,
      ...resume,
    };
    const run = (): Promise<DoneFact> => runPlan(opened.plan, context);
    return dryRun ? run() : whileAwake(machine, say, run);
  }
}

/** Each is answered with a note: whoever asked knows that it was heard. */
function obey(message: unknown, { gate, stop }: Control, say: (fact: JobFact) => void): void {
  const parsed = jobCommand.safeParse(message);
  if (!parsed.success) return;
  const wish = parsed.data.do;
  if (wish === 'stop') stop('person');
  else if (wish === 'pause') gate.shut();
  else gate.open();
  if (wish === 'stop') say({ event: 'note', code: 'stopping' });
  else say({ event: 'note', code: gate.isShut ? 'paused' : 'resumed' });
}
