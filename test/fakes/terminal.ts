import { rig, rigsFolder, run } from './rigs.ts';

/** A real terminal (tmux) with a program in it: typed into and looked at, as a person would. */
export interface Terminal {
  /** tmux names: `Down`, `Enter`, `Escape`, `C-c`. */
  keys(...keys: string[]): void;
  /** Letter by letter; nothing is read as a key name. */
  type(text: string): void;
  shot(): string;
  /** Waits until the screen matches; fails with the screen. */
  waitFor(pattern: string, seconds?: number): void;
  /** Every byte the program wrote. */
  raw(): string;
  resize(size: string): void;
  /** Exit code once the program is over. */
  exitCode(seconds?: number): number;
  stop(): void;
}

let opened = 0;

/** Starts `command` (a shell line) in a terminal of `size`. */
export function openTerminal(size: string, command: string): Terminal {
  const name = `t${process.pid}-${opened++}`;
  rig('term.sh', 'start', name, size, command);
  const call = (verb: string, ...args: string[]): string => rig('term.sh', verb, name, ...args);
  return {
    keys: (...keys) => void call('keys', ...keys),
    type: (text) => void call('type', text),
    shot: () => call('shot'),
    waitFor(pattern, seconds = 30) {
      const { status } = run(`${rigsFolder}/term.sh`, ['wait', name, pattern, String(seconds)], {
        timeoutMs: (3 * seconds + 10) * 1000,
      });
      if (status !== 0)
        throw new Error(`no ${pattern} on the screen:
${call('shot')}`);
    },
    raw: () => run(`${rigsFolder}/term.sh`, ['raw', name]).stdout,
    resize: (newSize) => void call('resize', newSize),
    exitCode(seconds = 30) {
      this.waitFor('exit code [0-9]+', seconds);
      return Number(/exit code (\d+)/.exec(call('shot'))?.[1]);
    },
    stop: () => void call('stop'),
  };
}

/** The shell line that runs the built program with its pinned Node, and then says its exit code (tmux forgets some). */
export function programLine(args = '', environment = 'LANG=C.UTF-8 LC_ALL=C.UTF-8'): string {
  return `env ${environment} '${process.execPath}' '${process.cwd()}/dist/main.js' ${args}; echo "exit code $?"`;
}
