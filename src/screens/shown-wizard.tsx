import { render } from 'ink';
import { cleanLines } from '../words/clean.ts';
import { App } from './app.tsx';
import type { Loan } from './hooks/use-job.ts';
import type { StartAt, WizardPorts } from './ports.ts';
import { beginAsking } from './wizard/begin.ts';
import type { Left } from './wizard/state.ts';
import type { WizardTerminal } from './wizard-terminal.ts';

/** The wizard on screens. Resolves with how it was left; undefined where its screen went away under it. */
export async function showWizard(
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
