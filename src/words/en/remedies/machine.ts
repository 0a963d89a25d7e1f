import { say, type Words } from '../../failure-words.ts';

/** Words for what the machine or this installation does not allow. */
export const machine = {
  'elevation-missing': (f) =>
    say(
      'Root is needed, but there is no way to ask for it',
      `${f.target} can only be opened by root, and none of sudo, doas and pkexec is installed.`,
      'Log in as root and run the same command.',
    ),
  'elevation-refused': (f, { oneLine }) =>
    say(
      'Root access was not granted',
      `${f.tool} said: ${oneLine(f.said) || 'no'}`,
      'Nothing was written; no drive was opened. Try again with the right password, or ask the administrator.',
    ),
  'install-not-safe': (f) =>
    say(
      'This program must not become root',
      `${f.path}: ${f.why}. Whoever can change it would become root with the next job. Nothing was opened.`,
      `Remove that permission: sudo chmod go-w '${f.path}' (and sudo chown root '${f.path}' if it is not yours)`,
      'Or install isowright where only you or root can write, and start it from there.',
    ),
  'too-few-files': (f) =>
    say(
      'Too few files can be open at once',
      f.openFiles === undefined
        ? 'No more files could be opened.'
        : `This process may have ${f.openFiles} files open but needs ${f.needed ?? 'more'}.`,
      'Raise the limit, then start again: ulimit -n 1024',
    ),
} satisfies Partial<Words>;
