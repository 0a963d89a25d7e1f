import { cleanOutput } from '../cli/face-output.ts';
import { quickList } from '../cli/quick-list.ts';
import { demandOpenFiles } from '../engine/jobs/process/open-files.ts';
import { flushed } from './flushed.ts';
import { QUICK_COMMAND } from './quick-argument.ts';
import { workingFolder } from './working-folder.ts';

/** Carries out what needs nearly nothing of the program. @returns undefined, and nothing was done: `runCommand` does it */
export async function runQuickCommand([command, ...words]: readonly string[]): Promise<number | undefined> {
  if (command !== QUICK_COMMAND || !hasOpenFiles()) return undefined;
  // A reader that went away (`| head`) is no reason to fall over.
  process.stdout.on('error', () => undefined);
  const { out } = cleanOutput({
    out: (text) => void process.stdout.write(text),
    err: () => undefined,
    ask: undefined,
  });
  if (!(await quickList(words, workingFolder(), out))) return undefined;
  await flushed(process.stdout);
  return 0;
}

function hasOpenFiles(): boolean {
  try {
    demandOpenFiles();
    return true;
  } catch {
    return false;
  }
}
