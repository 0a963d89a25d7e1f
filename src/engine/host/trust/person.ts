import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { askTool } from '../tools/ask-tool.ts';
import { environmentsAbove } from './ancestors.ts';

/** Who this process works for, as far as lists of theirs are looked for. */
export interface Person {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid: number;
  /** Home folder of a user, by name or number; undefined when this system does not know. */
  readonly homeOf: (user: string) => string | undefined;
  /** In which sudo and the like were started, when this process is behind one. */
  readonly above?: () => readonly Person['environment'][];
}

/** The person of this process. */
export function thisPerson(): Person {
  return { environment: process.env, uid: process.getuid?.() ?? -1, homeOf, above: environmentsAbove };
}

/** Whoever is behind sudo, doas or pkexec, by number or name. */
export function callersOf({ uid, environment: { SUDO_UID, PKEXEC_UID, DOAS_USER } }: Person): string[] {
  const named = [SUDO_UID, PKEXEC_UID, DOAS_USER].flatMap((user) => user || []);
  return uid === 0 ? [...new Set(named)] : [];
}

/** `$HOME`, and what this system says of the user: a program started for somebody else may have either. */
export function homesOf(person: Person): string[] {
  const homes = [person.environment.HOME, person.homeOf(String(person.uid))];
  return [...new Set(homes.flatMap((home) => (home !== undefined && isAbsolute(home) ? [home] : [])))];
}

const GETENT = ['/usr/bin/getent', '/bin/getent'];
const GETENT_LIMIT_MS = 5000;

const homes = new Map<string, string>();

/** Lists are looked for each second while drives are watched. */
function homeOf(user: string): string | undefined {
  const home = homes.get(user) ?? lookUpHome(user);
  if (home !== undefined) homes.set(user, home);
  return home;
}

/** In /etc/passwd, or wherever else this system keeps its users. */
function lookUpHome(user: string): string | undefined {
  const found =
    homeIn(passwdText(), user) ?? GETENT.map((tool) => homeIn(asked(tool, user), user)).find(Boolean);
  return found !== undefined && isAbsolute(found) ? found : undefined;
}

function homeIn(text: string, user: string): string | undefined {
  const field = /^\d+$/.test(user) ? 2 : 0;
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[field] === user)?.[5];
}

function passwdText(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

function asked(tool: string, user: string): string {
  if (!/^[\w.@-]+$/.test(user) || user.startsWith('-')) return '';
  return askTool(tool, ['passwd', user], GETENT_LIMIT_MS);
}
