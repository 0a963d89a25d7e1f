import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** A user of this machine who may use sudo with a password; made and removed by the test. */
export interface OrdinaryUser {
  readonly name: string;
  readonly password: string;
  readonly uid: number;
  /** The built program where this user can read it. */
  readonly programPath: string;
  readonly nodePath: string;
  /** A shell line that runs the script (a shell line itself) as this user, in the same session and terminal. */
  lineFor(script: string): string;
  remove(): void;
}

let made = 0;

export function makeOrdinaryUser(): OrdinaryUser {
  const name = `iw-user-${process.pid}-${made++}`;
  const password = 'right horse';
  const rules = `/etc/sudoers.d/${name}`;
  const folder = mkdtempSync(join(tmpdir(), 'isowright-user-'));
  chmodSync(folder, 0o755);
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  cpSync(process.execPath, join(folder, 'node'));
  must('useradd', ['--create-home', '--shell', '/bin/sh', name]);
  must('chpasswd', [], `${name}:${password}\n`);
  writeFileSync(rules, `Defaults:${name} passwd_tries=1, lecture=never\n${name} ALL=(root) ALL\n`, {
    mode: 0o440,
  });
  let scripts = 0;
  return {
    name,
    password,
    uid: Number(run('id', ['-u', name]).stdout),
    programPath: join(folder, 'dist/main.js'),
    nodePath: join(folder, 'node'),
    lineFor(script) {
      const path = join(folder, `script-${scripts++}.sh`);
      writeFileSync(path, `cd; ${script}\n`);
      return `env HOME='/home/${name}' runuser -u ${name} -- sh '${path}'`;
    },
    remove() {
      rmSync(rules, { force: true });
      run('pkill', ['-KILL', '-u', name]);
      must('userdel', ['--remove', name]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function must(command: string, args: readonly string[], input = ''): void {
  const { status, stderr } = run(command, args, { input });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
