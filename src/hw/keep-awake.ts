import type { ChildProcess } from 'node:child_process';
import type { Awake } from '../engine/contract/ports/machine.ts';
import { startTool } from '../engine/host/tools/start-tool.ts';

const SYSTEM_FOLDERS = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
/** A system bus that does not answer is as good as none. */
const ANSWER_LIMIT_MS = 5000;

export interface KeepAwakeOptions {
  /** Default: this process's. */
  readonly platform?: string;
  /** Folders to look for the programs in, as in PATH. */
  readonly path?: string;
}

/**
 * Keeps the computer from going to sleep for as long as a child process lives: it waits for the end of its input, which
 * comes when it is released, and also when this process dies, however it dies. Windows has no program for that.
 */
export function keepAwake(why: string, options: KeepAwakeOptions = {}): Awake {
  const { platform = process.platform, path = SYSTEM_FOLDERS } = options;
  let child: ChildProcess | undefined;
  let isOver = false;
  const tryNext = async ([argv, ...others]: readonly (readonly string[])[]): Promise<boolean> => {
    if (!argv || isOver) return false;
    child = start(argv, path);
    return (await answers(child)) || tryNext(others);
  };
  const held = tryNext(programs(platform, why));
  return {
    held,
    release() {
      isOver = true;
      child?.stdin?.end();
    },
  };
}

/** In the order they are tried. Closing the lid is only kept from suspending for those who may ask for it. */
function programs(platform: string, why: string): string[][] {
  if (platform === 'darwin') return [['caffeinate', '-i', '-m', '-s', 'cat']];
  if (platform !== 'linux') return [];
  const about = ['--who=isowright', `--why=${why}`, '--mode=block', 'cat'];
  return [
    ['systemd-inhibit', '--what=sleep:idle:handle-lid-switch', ...about],
    ['systemd-inhibit', '--what=sleep:idle', ...about],
    ['elogind-inhibit', '--what=sleep:idle', ...about],
  ];
}

function start([command = '', ...args]: readonly string[], path: string): ChildProcess {
  const child = startTool(command, args, { stdio: ['pipe', 'pipe', 'ignore'], path });
  // Nobody waits for it, and a pipe it closed is no failure of ours.
  child.unref();
  child.stdin?.on('error', () => undefined);
  return child;
}

/** `cat` gives back what it is told once it runs, and it runs once the lock is held. */
function answers(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(false), ANSWER_LIMIT_MS);
    timer.unref();
    const end = (held: boolean): void => {
      clearTimeout(timer);
      if (!held) child.kill('SIGKILL');
      resolve(held);
    };
    child.once('error', () => end(false));
    child.once('exit', () => end(false));
    child.stdout?.once('data', () => end(true));
    child.stdin?.write('\n');
  });
}
