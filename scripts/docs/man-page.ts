import { argumentText, type CommandSpec } from '../../src/cli/command.ts';
import { type OptionGroup, optionGroups, type ToldOption } from './option-groups.ts';

/** Day of the last change to what the page says beside its tables. */
const PAGE_DATE = '2026-11-28';

/** `man/isowright.1`, in the macros of man(7). */
export function manPage(commands: readonly CommandSpec[], version: string): string {
  const groups = optionGroups(commands);
  const groupOf = (name: string) => groups.find((group) => group.name === name);
  return [
    '.\\" Made by npm run docs from the commands themselves: changes here are lost.',
    `.TH ISOWRIGHT 1 ${PAGE_DATE} "isowright ${version}" "User Commands"`,
    '.SH NAME',
    'isowright \\- make disk images, put them on drives, and prove them',
    '.SH SYNOPSIS',
    '.B isowright',
    '[\\fIoptions\\fR] [\\fIcommand\\fR]',
    '.SH DESCRIPTION',
    prose(
      'Without a command, and on a terminal, isowright is a wizard that asks a few questions, says what will happen and what would be lost, does it, and reads everything back to prove it.',
    ),
    prose('With a command it does the same without questions.'),
    '.SH COMMANDS',
    ...commands.flatMap((spec) => commandLines(spec, groupOf(spec.name))),
    '.SH OPTIONS OF EVERY COMMAND',
    ...optionLines(groupOf('common')),
    '.SH OPTIONS OF IMAGES',
    prose('Of make, and of write with a folder or with --rebuild.'),
    ...optionLines(groupOf('image')),
    '.SH EXIT STATUS',
    ...exitStatus.flatMap(([code, means]) => ['.TP', `.B ${code}`, prose(means)]),
    '.SH SEE ALSO',
    '.BR xorriso (1),',
    '.BR lsblk (8),',
    '.BR sha256sum (1)',
    '',
  ].join('\n');
}

function commandLines(spec: CommandSpec, group: OptionGroup | undefined): string[] {
  const places = spec.arguments.map((argument) => ` \\fI${roff(argumentText(argument))}\\fR`).join('');
  return [
    `.SS ${spec.name}`,
    `\\fBisowright ${roff(spec.name)}\\fR${places}`,
    '.PP',
    prose(sentence(spec.about())),
    ...optionLines(group),
  ];
}

function optionLines(group: OptionGroup | undefined): string[] {
  return (group?.options ?? []).flatMap(({ typed, means }: ToldOption) => [
    '.TP',
    typed.map((way) => `\\fB${roff(way)}\\fR`).join(', '),
    prose(sentence(means)),
  ]);
}

const exitStatus: readonly (readonly [string, string])[] = [
  ['0', 'done and verified'],
  ['1', 'failed; the message says why, and what state things are in'],
  ['2', 'wrong or missing arguments, or a question would be needed and there is no terminal'],
  ['3', 'the person said no, or stopped it'],
  ['4', 'device or permission: missing, busy, mounted, read-only, not allowed, gone'],
  ['5', 'refused for safety: a system drive, not the identity that was expected, the source itself'],
  ['6', 'read back and found different'],
  ['7', 'the source is bad: missing, unreadable, not an image, checksum wrong'],
  ['8', 'does not fit: the target is too small, no space left'],
  ['129, 130, 143', 'hang-up (the job goes on), Ctrl-C, SIGTERM'],
];

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** Mandoc wants short lines, and a new one for each sentence. */
const LINE_LETTERS = 78;

/** A paragraph in lines; none of them looks like a request. */
function prose(text: string): string {
  return roff(text)
    .split(/(?<=[.!?:]) (?=[A-Z])/)
    .flatMap(wrapped)
    .map((line) => line.replace(/^([.'])/, '\\&$1'))
    .join('\n');
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && `${line} ${word}`.length > LINE_LETTERS) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** Text for roff: hyphens that stay hyphens, no letters beyond ASCII. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('`', '')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '...');
}
