import { say, type Words } from '../../failure-words.ts';

/** Words for what the machine or this installation does not allow. */
export const machine = {
  'elevation-missing': (f) =>
    say(
      'Root is needed, and there is no way to ask for it',
      `${f.target} can only be opened by root, and none of sudo, doas, pkexec is installed.`,
      'Log in as root and run the same command.',
    ),
  'elevation-refused': (f, { oneLine }) =>
    say(
      'Root was not granted',
      `${f.tool} said: ${oneLine(f.said) || 'no'}`,
      'Nothing was opened. Try again with the right password, or ask the administrator.',
    ),
  'install-not-safe': (f) =>
    say(
      'This program must not become root',
      `${f.path}: ${f.why}. Whoever can change it would be root with the next job. Nothing was opened.`,
      `Take the right away: sudo chmod go-w '${f.path}' (and sudo chown root '${f.path}' when it is not yours)`,
      'Or install isowright where only you or root can write, and start it from there.',
    ),
  'too-few-files': (f) =>
    say(
      'Too few files can be open at once',
      f.openFiles === undefined
        ? 'No further file could be opened.'
        : `This process may have ${f.openFiles} files open and needs ${f.needed ?? 'more'}.`,
      'Allow more, then start again: ulimit -n 1024',
    ),
} satisfies Partial<Words>;
