import { statSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from './cli.ts';
import { rig, rigsFolder, run } from './rigs.ts';

/** A real terminal (tmux) with a program in it: typed into and looked at, as a person would. */
export interface Terminal {
  /** tmux names: `Down`, `Enter`, `Escape`, `C-c`. */
  keys(...keys: string[]): void;
  /** All of it in one write; nothing is read as a key name. */
  type(text: string): void;
  /** As the terminal's paste key does it: between brackets, when the program asked for that. */
  paste(text: string): void;
  shot(): string;
  /** Waits until the screen matches; fails with the screen. */
  waitFor(pattern: string, seconds?: number): void;
  /** Every byte the program wrote. */
  raw(): string;
  /** How many bytes that is by now. */
  rawBytes(): number;
  resize(size: string): void;
  /** A tmux format: `#{alternate_on}`, `#{pane_tty}`. */
  fact(format: string): string;
  /** Process of the program, a child of the terminal's shell. */
  programPid(): number;
  /** Exit code once the program is over. */
  exitCode(seconds?: number): number;
  /** The window is closed under the program: it gets SIGHUP, then errors. */
  hangUp(): void;
  stop(): void;
}

const runFolder = process.env.RIG_RUN ?? `/tmp/isowright-rigs-${process.getuid?.()}`;
let opened = 0;

/** Starts `command` (a shell line) in a terminal of `size`. */
export function openTerminal(size: string, command: string): Terminal {
  const name = `t${process.pid}-${opened++}`;
  rig('term.sh', 'start', name, size, command);
  const folder = join(runFolder, 'term', name);
  const call = (verb: string, ...args: string[]): string => rig('term.sh', verb, name, ...args);
  const tmux = (...args: string[]): string => {
    const { status, stdout, stderr } = run('tmux', ['-u', '-S', join(folder, 'socket'), ...args]);
    if (status !== 0) throw new Error(`tmux ${args[0]}: ${stderr}`);
    return stdout.trim();
  };
  return {
    keys: (...keys) => void call('keys', ...keys),
    type: (text) => void call('type', text),
    paste: (text) => void tmux('set-buffer', '--', text, ';', 'paste-buffer', '-p'),
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
    rawBytes: () => statSync(join(folder, 'raw')).size,
    resize: (newSize) => void call('resize', newSize),
    fact: (format) => tmux('display-message', '-p', format),
    programPid() {
      const shell = tmux('display-message', '-p', '#{pane_pid}');
      return Number(run('pgrep', ['-P', shell]).stdout.split('\n')[0]);
    },
    exitCode(seconds = 30) {
      this.waitFor('exit code [0-9]+', seconds);
      return Number(/exit code (\d+)/.exec(call('shot'))?.[1]);
    },
    hangUp: () => void tmux('kill-session'),
    // After a hang-up there is nothing left to stop but the folder.
    stop: () => void run(`${rigsFolder}/term.sh`, ['stop', name]),
  };
}

/** The shell line that runs the built program with its pinned Node, and then says its exit code (tmux forgets some). */
export function programLine(args = '', environment = 'LANG=C.UTF-8 LC_ALL=C.UTF-8'): string {
  return `env ${environment} '${process.execPath}' '${programPath}' ${args}; echo "exit code $?"`;
}
