import { stat } from 'node:fs/promises';

const LETTERS = [...'CDEFGHIJKLMNOPQRSTUVWXYZAB'];
/** A drive of a network that is away answers late: it is left out. */
const PATIENCE_MS = 1_500;

/** Roots of the drives of Windows that answer, `C:\` first. */
export async function driveLetters(look: (root: string) => Promise<unknown> = stat): Promise<string[]> {
  const roots = LETTERS.map((letter) => `${letter}:\\`);
  const answers = await Promise.all(roots.map((root) => answered(look(root))));
  return roots.filter((_, index) => answers[index]);
}

async function answered(asked: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const there = asked.then(
    () => true,
    () => false,
  );
  const first = await Promise.race([there, late]);
  clearTimeout(timer);
  return first;
}
