import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElevatedCommand } from '../engine/contract/ports/machine.ts';
import { YOUNG_SPACE } from '../engine/host/tools/young-space.ts';

/** In this order: the first that is installed is taken. Each asks for the password on the terminal, not on stdin. */
const TOOLS: readonly Tool[] = [
  { tool: 'sudo', before: ['--'] },
  { tool: 'doas', before: ['--'] },
  { tool: 'pkexec', before: [] },
];

const SYSTEM_FOLDERS = ['/run/wrappers/bin', '/usr/local/bin', '/usr/bin', '/bin'];

interface Tool {
  readonly tool: string;
  readonly before: readonly string[];
}

export interface ElevationOptions {
  /** Folders to look for the tools in. Default: those of PATH and of the system. */
  readonly folders?: readonly string[];
  /** The program that runs `argv`. Default: this Node. */
  readonly program?: string;
}

/**
 * The command that runs `program argv…` (`argv[0]` is the script, an absolute path) as root. No shell; its standard
 * input and output are those of the program. It must be started in the terminal's session (not `detached`): the
 * password is asked on /dev/tty. The tools empty the environment and pkexec changes the folder: pass
 * what the program needs as arguments, paths absolute.
 */
export function elevationCommand(
  argv: readonly string[],
  options: ElevationOptions = {},
): ElevatedCommand | undefined {
  const { folders = foldersOfPath(), program = process.execPath } = options;
  return elevated([program, ...YOUNG_SPACE, ...argv], folders);
}

/** The command that runs a program of the system as root, by its whole path. */
export function elevatedTool(
  program: string,
  args: readonly string[],
  folders = foldersOfPath(),
): ElevatedCommand | undefined {
  return elevated([program, ...args], folders);
}

function elevated(words: readonly string[], folders: readonly string[]): ElevatedCommand | undefined {
  for (const { tool, before } of TOOLS) {
    const command = folders.map((folder) => join(folder, tool)).find(isProgram);
    if (command) return { tool, command, args: [...before, ...words], environment: elevationEnvironment() };
  }
  return undefined;
}

/** What the elevating tool itself needs: the terminal's kind and language, and pkexec the session. Nothing else. */
export function elevationEnvironment(
  from: Readonly<NodeJS.ProcessEnv> = process.env,
): Record<string, string> {
  const kept = [
    'TERM',
    'LANG',
    'LC_ALL',
    'HOME',
    'USER',
    'LOGNAME',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
  ];
  const session = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'XDG_SESSION_ID'];
  const found = [...kept, ...session].flatMap((name) =>
    from[name] === undefined ? [] : [[name, from[name]]],
  );
  return { ...Object.fromEntries(found), PATH: SYSTEM_FOLDERS.join(':') };
}

function foldersOfPath(): string[] {
  const own = (process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  // The system's own first: what a PATH of the person puts before sudo is not asked for a password.
  return [...new Set([...SYSTEM_FOLDERS, ...own])];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
