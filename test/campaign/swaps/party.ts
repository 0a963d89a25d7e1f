import { makeOrdinaryUser } from '../../fakes/ordinary-user.ts';
import { run } from '../../fakes/run.ts';

/** Who runs the program, and whose files it works on. `guest`: root, in a folder of an ordinary user. */
export type PartyName = 'root' | 'user' | 'guest';

export interface Party {
  readonly name: PartyName;
  readonly runsAs: number;
  readonly owns: number;
  readonly home: string;
  readonly node: string;
  readonly program: string;
  /** For sudo. */
  readonly password?: string;
}

export interface Parties extends Readonly<Record<PartyName, Party>> {
  remove(): void;
}

/** Root, and an ordinary user who is made for this and removed afterwards. Needs root. */
export function makeParties(): Parties {
  comeFirst(true);
  const user = makeOrdinaryUser();
  const program = { node: user.nodePath, program: user.programPath };
  return {
    root: { ...program, name: 'root', runsAs: 0, owns: 0, home: '/root' },
    user: {
      ...program,
      name: 'user',
      runsAs: user.uid,
      owns: user.uid,
      home: `/home/${user.name}`,
      password: user.password,
    },
    guest: { ...program, name: 'guest', runsAs: 0, owns: user.uid, home: '/root' },
    remove() {
      user.remove();
      comeFirst(false);
    },
  };
}

/** Whoever stops the others must come before them when both could run; those it starts are ordinary ones. */
function comeFirst(isTo: boolean): void {
  const policy = isTo ? ['--reset-on-fork', '--fifo', '--pid', '1'] : ['--other', '--pid', '0'];
  run('chrt', [...policy, String(process.pid)]);
}
