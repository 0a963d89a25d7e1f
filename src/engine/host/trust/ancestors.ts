import { readFileSync } from 'node:fs';

/** More programs than anybody starts through each other. */
const ANCESTORS_AT_MOST = 32;
const TOOLS = ['sudo', 'doas', 'pkexec', 'su'];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environments in which the person behind sudo and the like started it: an elevating tool empties our own, and with it goes
 * where the person keeps settings. Those of the tools themselves and of all above us that are not root's.
 *
 * @param proc default: /proc
 */
export function environmentsAbove(pid: number = process.ppid, proc = '/proc'): Environment[] {
  const found: Environment[] = [];
  let at = pid;
  for (let count = 0; count < ANCESTORS_AT_MOST && at > 1; count++) {
    const status = text(`${proc}/${at}/status`);
    const [, name = ''] = /^Name:\s+(.*)$/m.exec(status) ?? [];
    const [, uid = '0'] = /^Uid:\s+(\d+)/m.exec(status) ?? [];
    if (uid !== '0' || TOOLS.includes(name)) found.push(parsed(text(`${proc}/${at}/environ`)));
    at = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return found;
}

function parsed(environ: string): Environment {
  const entries = environ.split('\0').flatMap((entry) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(entry) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
