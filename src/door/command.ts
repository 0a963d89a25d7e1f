import { readlinkSync } from 'node:fs';
import '../engine/contract/plan/plain-schemas.ts';
import { fileURLToPath } from 'node:url';
import { earlyFlags } from '../cli/early-flags.ts';
import type { Face } from '../cli/face.ts';
import { cleanOutput } from '../cli/face-output.ts';
import { runCommandLine } from '../cli/program.ts';
import { shownText } from '../engine/contract/failure/shown-address.ts';
import { listToHand } from '../engine/host/trust/handed-list.ts';
import {
  ownListPath,
  protect,
  protectedLists,
  protectedSerials,
  unprotect,
} from '../engine/host/trust/never-touch.ts';
import { processJobs } from '../engine/jobs/process/start-job.ts';
import { createMachine, lookAround } from '../hw/index.ts';
import { cleanLines, cleanRelayed } from '../words/clean.ts';
import { languageNamed, languageOfEnvironment, speak, t } from '../words/language.ts';
import { BELL, ringing } from './bell.ts';
import { flushed } from './flushed.ts';
import { JOB_ARGUMENT } from './job-argument.ts';
import { keysOf } from './keys.ts';
import { notification } from './notification.ts';
import { SERVE_ARGUMENT } from './serve-argument.ts';
import { spellFor } from './spelling.ts';
import { type TerminalTraits, terminalFacts, terminalTraits } from './terminal.ts';
import { version } from './version.ts';
import { workingFolder } from './working-folder.ts';

/** Joins the rooms for one command and runs it; resolves with the exit code. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const traits = terminalTraits({
    argv,
    environment: process.env,
    stdinIsTerminal: process.stdin.isTTY === true,
    stdoutIsTerminal: process.stdout.isTTY === true,
    deviceName: deviceOf(process.stdout),
  });
  spellFor(traits);
  // Ink's colours ask only FORCE_COLOR, and only while they are loaded.
  if (!traits.colour) process.env.FORCE_COLOR = '0';
  // A reader that went away (`| head`, a closed terminal) is no reason to fall over.
  for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', tellCrash);
  // Before anything is said; a name that nobody speaks is refused by the commands.
  await speak(languageNamed(earlyFlags(argv).lang) ?? languageOfEnvironment(process.env));
  const code = await runCommandLine(argv, joinRooms(traits, signOfEnd(earlyFlags(argv))));
  // The process ends next: what a pipe has not taken by then would be lost.
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  return code;
}

/** Node would print the message as it is, with whatever names stand in it. */
function tellCrash(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(cleanLines([`isowright: ${t().cli.crash}`, ...stack.split('\n')]));
  process.exit(1);
}

/** What is sent to the terminal when a job has ended, if anything was asked for. */
function signOfEnd({
  bell,
  notify,
}: {
  bell?: boolean;
  notify?: boolean;
}): ((exitCode: number) => string) | undefined {
  if (!bell && !notify) return undefined;
  return (exitCode) => (notify ? notification(exitCode, process.env) : '') + (bell ? BELL : '');
}

function joinRooms(traits: TerminalTraits, signFor: ReturnType<typeof signOfEnd>): Face {
  const script = fileURLToPath(new URL('./main.js', import.meta.url));
  const program = [process.execPath, script] as const;
  const machine = createMachine({ neverTouch: protectedSerials, serves: [...program, SERVE_ARGUMENT] });
  const processes = processJobs({
    relay: (text) => void process.stderr.write(cleanRelayed(text)),
    argv: [...program, JOB_ARGUMENT],
    elevate: (argv) => machine.elevate(argv),
    neverTouch: listToHand,
  });
  const jobs = signFor === undefined ? processes : ringing(processes, (code) => signal(signFor(code)));
  return {
    machine,
    jobs,
    neverTouch: { serials: protectedSerials, lists: protectedLists, place: ownListPath, protect, unprotect },
    surroundings: async () => ({
      ...(await lookAround(machine, script)),
      terminal: terminalFacts(traits, process.stderr),
    }),
    ...cleanOutput({
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      ask: process.stdin.isTTY && process.stderr.isTTY ? askLine : undefined,
    }),
    keys: process.stdin.isTTY && process.stderr.isTTY ? keysOf(process.stdin) : undefined,
    standardInput: process.stdin.isTTY ? undefined : process.stdin,
    workingFolder: workingFolder(),
    environment: process.env,
    nowMs: Date.now,
    onSignal,
    wizard: traits.interactive
      ? async (start) => (await import('./wizard.ts')).openWizard(start, { machine, jobs, traits })
      : undefined,
    version,
  };
}

/** A file or a pipe has no bell. */
function signal(sign: string): void {
  if (process.stderr.isTTY && sign !== '') process.stderr.write(sign);
}

async function askLine(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C at the question is «no».
    return await Promise.race([
      lines.question(shownText(question)),
      new Promise<string>((resolve) => lines.once('close', () => resolve(''))),
    ]);
  } finally {
    lines.close();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onSignal(listener: (signal: (typeof signals)[number]) => void): () => void {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** The device a terminal is, where the system says so. */
function deviceOf({ isTTY, fd }: NodeJS.WriteStream & { fd: 1 }): string | undefined {
  try {
    return isTTY ? readlinkSync(`/proc/self/fd/${fd}`) : undefined;
  } catch {
    return undefined;
  }
}
