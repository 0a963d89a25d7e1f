import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/** The home of this user; undefined when there is none (no entry, `HOME` unset): then `homedir` throws. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
