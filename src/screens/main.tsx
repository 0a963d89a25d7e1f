import { render } from 'ink';
import { taskOf } from '../tasks/tasks.ts';
import { cleanLines } from '../words/clean.ts';
import { closingLines } from '../words/closing.ts';
import { t } from '../words/language.ts';
import { jobFolderOf } from '../words/progress/plain.ts';
import { App } from './app.tsx';
import type { Loan } from './hooks/use-job.ts';
import type { GlyphSet } from './look/glyphs.ts';
import { runPlainWizard } from './plain/plain-wizard.ts';
import type { StartAt, WizardPorts } from './ports.ts';
import { beginAsking } from './wizard/begin.ts';
import type { Left } from './wizard/state.ts';

/** What the door has found out about the terminal. */
export interface WizardTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly glyphs: GlyphSet;
  readonly colour: boolean;
  /** 10 on a local terminal, 4 over SSH, 2 on a serial line. */
  readonly maxFps: number;
  /** Numbered questions line by line: TERM=dumb, --plain, ACCESSIBLE=1, INK_SCREEN_READER=true. */
  readonly plain: boolean;
  /** Given with --size; else the terminal is asked. */
  readonly size?: { readonly columns: number; readonly rows: number } | undefined;
  /** Where there are no raw keys the door reports SIGINT here. Returns the way to stop listening. */
  readonly onInterrupt?: (listener: () => void) => () => void;
}

/** The whole wizard. Resolves with the exit code; nothing here ends the process. */
export async function runWizard(
  ports: WizardPorts,
  terminal: WizardTerminal,
  startAt: StartAt = {},
): Promise<number> {
  const start = {
    ...startAt,
    folder: startAt.folder ?? ports.files.cwd,
    outputFolder: startAt.outputFolder ?? ports.files.cwd,
  };
  // A lost terminal (EIO) must not end the program: the job goes on in its own process.
  for (const stream of [terminal.stdin, terminal.stdout]) stream.on('error', () => undefined);
  if (terminal.plain) return runPlainWizard(ports, terminal, start);
  const left = await showWizard(ports, terminal, start);
  for (const { done, plan, progress } of left?.finished ?? []) {
    const context = { plan, kind: taskOf(plan), jobFolder: jobFolderOf(progress), isPractice: start.bench };
    terminal.stdout.write(cleanLines(closingLines(done, context)));
  }
  if (left?.detachedJob !== undefined) {
    const attach = `  isowright attach ${left.detachedJob}`;
    terminal.stdout.write(cleanLines([t().screens.frame.goesOnAlone, attach]));
  }
  return left?.exitCode ?? 1;
}

async function showWizard(
  ports: WizardPorts,
  terminal: WizardTerminal,
  start: StartAt & { readonly folder: string },
): Promise<Left | undefined> {
  const { stdin, stdout, glyphs, colour, size, maxFps } = terminal;
  // Old consoles have no alternate screen: there the wizard begins on an empty one.
  if (glyphs === 'cp437') stdout.write('\u001b[?1049h\u001b[H\u001b[2J');
  const instance = render(
    <App
      ports={ports}
      begin={beginAsking(start, ports.now())}
      look={{ glyphs, colour, size }}
      clockEveryMs={maxFps <= 4 ? 1_000 : 500}
      loan={loanOf(terminal)}
    />,
    {
      stdin,
      stdout,
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      // A CI variable in the environment must not turn a real terminal into a pipe.
      interactive: true,
      maxFps,
      patchConsole: true,
    },
  );
  return (await instance.waitUntilExit()) as Left | undefined;
}

function loanOf({ stdin, stdout, onInterrupt }: WizardTerminal): Loan {
  return {
    async release() {
      // A stream whose `readable` listener was just taken away can be paused a tick later.
      await new Promise((resolve) => setTimeout(resolve, 0));
      stdin.pause();
      // Node stops reading a tick later too: who takes the terminal back at once would never hear a key again.
      await new Promise((resolve) => setImmediate(resolve));
    },
    spareInterrupts: () => onInterrupt?.(() => undefined) ?? (() => undefined),
    announce: (...lines) => void stdout.write(cleanLines(lines)),
  };
}
