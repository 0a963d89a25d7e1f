import type { WizardStart } from '../cli/face.ts';
import { imageInsides } from '../cli/inside/insides.ts';
import { imageTrials } from '../cli/trial/trials.ts';
import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import { endsOf } from '../engine/contract/plan/parts.ts';
import type { JobHandle, Jobs } from '../engine/contract/ports/jobs.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';
import { rememberSource } from '../engine/host/state/recent-sources.ts';
import { findJob, isResumable, listJobs, type StoredJob } from '../engine/jobs/folder/job-store.ts';
import { attachJob } from '../engine/jobs/process/attach-job.ts';
import { STOP_UNHEARD_MS } from '../engine/jobs/process/stop-watch.ts';
import { runWizard } from '../screens/main.ts';
import type { WizardJobs } from '../screens/ports.ts';
import { realFiles } from './files.ts';
import type { TerminalTraits } from './terminal.ts';
import { workingFolder } from './working-folder.ts';

export interface WizardRooms {
  readonly machine: Machine;
  readonly jobs: Jobs;
  readonly traits: TerminalTraits;
}

/** Opens the wizard on this terminal, on this machine or on the practice bench. */
export async function openWizard(
  { bench, given }: WizardStart,
  { machine, jobs, traits }: WizardRooms,
): Promise<number> {
  const watched = watchJobs(jobs, bench?.folder);
  const close = leaveOnSignals(watched.running);
  const cwd = workingFolder() || '/';
  const outlook = { machine: bench?.machine ?? machine, workingFolder: cwd };
  const insides = imageInsides(outlook);
  const trials = imageTrials(outlook, Date.now);
  try {
    return await runWizard(
      {
        machine: bench?.machine ?? machine,
        files: realFiles(cwd, bench?.machine ?? machine),
        jobs: watched.jobs,
        insides,
        trials,
        now: Date.now,
      },
      {
        stdin: process.stdin,
        stdout: process.stdout,
        glyphs: traits.glyphs,
        colour: traits.colour,
        maxFps: traits.maxFps,
        plain: traits.plain,
        size: traits.size,
        onInterrupt(listener) {
          process.on('SIGINT', listener);
          return () => process.off('SIGINT', listener);
        },
      },
      bench
        ? { bench: true, folder: bench.folder, outputFolder: bench.folder }
        : { noRoot: hasNoRoot(machine), canTry: trials.canTry(), ...(given !== undefined && { given }) },
    );
  } finally {
    close();
    await insides.close();
  }
}

/** An installation that is not safe to run as root has tools; the job says what is wrong with it. */
function hasNoRoot(machine: Machine): boolean {
  try {
    return !machine.isPrivileged() && machine.elevate([]) === undefined;
  } catch {
    return false;
  }
}

/** Remembers the job that is under way, for the signals. */
function watchJobs(
  jobs: Jobs,
  benchFolder: string | undefined,
): { jobs: WizardJobs; running: () => JobHandle | undefined } {
  let running: JobHandle | undefined;
  const watch = (job: JobHandle): JobHandle => {
    running = job;
    void job.ended.then(() => {
      if (running === job) running = undefined;
    });
    return job;
  };
  return {
    running: () => running,
    jobs: {
      start(plan, options) {
        const job = jobs.start(plan, options);
        if (options?.dryRun) return job;
        // What was practised with goes away with the bench.
        if (benchFolder === undefined && plan.source !== undefined) void rememberSource(plan.source.path);
        return watch(job);
      },
      resume: (id, options) => watch(jobs.resume(id, options)),
      // It was started elsewhere, and is not stopped with this viewer.
      attach: (id) => attachJob(findJob(id)),
      list: async () =>
        listJobs()
          .filter((job) => benchFolder === undefined || isOnBench(job, benchFolder))
          .map((job) => ({ ...job, resumable: isResumable(job) })),
    },
  };
}

/** On the practice bench no other job is shown: undoing one would touch a real drive. */
function isOnBench({ plan }: StoredJob, folder: string): boolean {
  return endsOf(plan).every((path) => path.startsWith(`${folder}/`));
}

/** How long a stop may take before the wizard leaves without the job's last word. */
const STOP_PATIENCE_MS = STOP_UNHEARD_MS + 5000;

/** A hang-up takes the screen away and not the job; TERM stops the job first. Ink restores the terminal at the exit. */
function leaveOnSignals(running: () => JobHandle | undefined): () => void {
  const onHangUp = (): void => process.exit(exitCodes.SIGHUP);
  const onTerminate = (): void => {
    const job = running();
    if (!job) process.exit(exitCodes.SIGTERM);
    job.send({ do: 'stop' });
    void job.ended.then(() => process.exit(exitCodes.SIGTERM));
    setTimeout(() => process.exit(exitCodes.SIGTERM), STOP_PATIENCE_MS).unref();
  };
  process.on('SIGHUP', onHangUp);
  process.on('SIGTERM', onTerminate);
  return () => {
    process.off('SIGHUP', onHangUp);
    process.off('SIGTERM', onTerminate);
  };
}
