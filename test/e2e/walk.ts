import { vi } from 'vitest';
import type { Terminal } from '../fakes/terminal.ts';

// The way through the wizard that several tests take, by keys.

/** From the first question to the confirmation, with an image named by its path and a drive by its name. */
export function walkToConfirm(
  terminal: Terminal,
  imagePath: string,
  drive: string,
  atTarget?: (screen: string) => void,
): void {
  walkToTarget(terminal, imagePath);
  atTarget?.(terminal.shot());
  chooseDrive(terminal, drive);
  terminal.waitFor('Options');
  terminal.keys('Enter');
  terminal.waitFor(`Everything on ${drive} is erased`);
  terminal.waitFor('image +[0-9.,]+ ([KMG]iB|B)');
  terminal.keys('Enter');
  terminal.waitFor(`Type ${drive} to start`);
}

/** The list of drives may be longer than the screen: where a drive is in it is for `goToDrive` to find out. */
export function walkToTarget(terminal: Terminal, imagePath: string): void {
  terminal.waitFor('What would you like to do');
  terminal.keys('Down', 'Enter');
  terminal.waitFor('Which image');
  terminal.paste(imagePath);
  terminal.waitFor('Path: ');
  terminal.keys('Enter');
  terminal.waitFor('Which drive gets');
}

/** Nothing is marked at first: Down until the name is. */
export function chooseDrive(terminal: Terminal, drive: string): void {
  goToDrive(terminal, drive);
  terminal.keys('Enter');
}

/** Up to the first row, then Down until the cursor is on the drive, marked or not. */
export function goToDrive(terminal: Terminal, drive: string): void {
  const isThere = () => new RegExp(`> (\\[.\\] )?${drive} `).test(terminal.shot());
  for (let tries = 0; tries < 100 && /Looking for drives/.test(terminal.shot()); tries++);
  for (let tries = 0; tries < 60 && !isThere(); tries++)
    if (!pressAndSee(terminal, 'Down')) terminal.keys('g');
}

const ANSWER_WITHIN_MS = 1000;

/** A key that is pressed before the one ahead of it is seen goes too far. @returns whether anything changed on the screen */
export function pressAndSee(terminal: Terminal, key: string): boolean {
  const before = terminal.shot();
  terminal.keys(key);
  for (const untilMs = Date.now() + ANSWER_WITHIN_MS; Date.now() < untilMs; )
    if (terminal.shot() !== before) return true;
  return false;
}

/** Types a text of several words into the confirmation, which takes no keys in its first moments. */
export async function typeConfirmation(terminal: Terminal, text: string): Promise<void> {
  await vi.waitFor(
    () => {
      if (terminal.shot().includes(`> ${text}_`)) return;
      terminal.type(`\u0015${text}`);
      terminal.waitFor(`> ${text}_`, 2);
    },
    { timeout: 15_000, interval: 100 },
  );
}

/** The confirmation takes no keys in its first moments: the name is typed anew (after Ctrl-U) until it stands there. */
export async function typeDriveName(terminal: Terminal, drive: string): Promise<void> {
  await vi.waitFor(
    () => {
      if (terminal.shot().includes(`> ${drive}_`)) return;
      terminal.type(`\u0015${drive}`);
      throw new Error('the confirmation takes no keys yet');
    },
    { timeout: 10_000, interval: 100 },
  );
  terminal.keys('Enter');
}
