import { taskOf } from '../tasks/tasks.ts';
import { cleanLines } from '../words/clean.ts';
import { closingLines } from '../words/closing.ts';
import { t } from '../words/language.ts';
import { jobFolderOf } from '../words/progress/plain.ts';
import { runPlainWizard } from './plain/plain-wizard.ts';
import type { StartAt, WizardPorts } from './ports.ts';
import type { WizardTerminal } from './wizard-terminal.ts';

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
  // Whoever answers line by line does not wait until Ink is loaded.
  const { showWizard } = await import('./shown-wizard.tsx');
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
