import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Face } from '../cli/face.ts';
import { runCommandLine } from '../cli/program.ts';
import { processJobs } from '../engine/jobs/start-job.ts';
import { protectedSerials } from '../engine/safety/never-touch.ts';
import { createMachine } from '../hw/index.ts';
import { JOB_ARGUMENT } from './job-argument.ts';
import { keysOf } from './keys.ts';
import { type TerminalTraits, terminalTraits } from './terminal.ts';
import { version } from './version.ts';

/** Joins the rooms for one command and runs it; resolves with the exit code. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const traits = terminalTraits({
    argv,
    environment: process.env,
    stdinIsTerminal: process.stdin.isTTY === true,
    stdoutIsTerminal: process.stdout.isTTY === true,
  });
  // Ink's colours ask only FORCE_COLOR, and only while they are loaded.
  if (!traits.colour) process.env.FORCE_COLOR = '0';
  // A reader that went away (`| head`, a closed terminal) is no reason to fall over.
  for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on('error', () => undefined);
  const code = await runCommandLine(argv, joinRooms(traits));
  // The process ends next: what a pipe has not taken by then would be lost.
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  return code;
}

/** Resolves when everything was taken, or nobody takes it any more. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}

function joinRooms(traits: TerminalTraits): Face {
  const machine = createMachine({ neverTouch: protectedSerials });
  const jobs = processJobs({
    argv: [process.execPath, fileURLToPath(new URL('./main.js', import.meta.url)), JOB_ARGUMENT],
    elevate: (argv) => machine.elevate(argv),
  });
  return {
    machine,
    jobs,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    ask: process.stdin.isTTY && process.stderr.isTTY ? askLine : undefined,
    keys: process.stdin.isTTY && process.stderr.isTTY ? keysOf(process.stdin) : undefined,
    standardInput: process.stdin.isTTY ? undefined : process.stdin,
    workingFolder: process.cwd(),
    environment: process.env,
    nowMs: Date.now,
    onSignal,
    wizard: traits.interactive
      ? async (start) => (await import('./wizard.ts')).openWizard(start, { machine, jobs, traits })
      : undefined,
    version,
  };
}

async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C at the question is «no».
    return await Promise.race([
      lines.question(question),
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
