import { type Completed, type CompletedFlag, placesOf } from './tree.ts';

const q = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** For fish 3 and later. */
export function fishScript(tree: readonly Completed[]): string {
  return `# Completions of isowright for fish: isowright completion fish > ~/.config/fish/completions/isowright.fish

set -g __isowright_commands ${tree
    .filter(({ name }) => name !== '')
    .map(({ name }) => q(name))
    .join(' ')}
set -g __isowright_values ${tree.flatMap(valueKeys).map(q).join(' ')}

# The command that is typed, and how many arguments stand behind it.
function __isowright_state
    set -l command ''
    set -l place 0
    set -l open 0
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$command $word")
        if test $open = 1
            set open 0
        else if string match -q -- '-*' $word
            contains -- "$command $word" $__isowright_values; and set open 1
        else if test $place = 0; and contains -- $next $__isowright_commands
            set command $next
        else
            set place (math $place + 1)
        end
    end
    echo $command
    echo $place
end

function __isowright_in
    set -l state (__isowright_state)
    test "$state[1]" = "$argv[1]"
end

function __isowright_at
    set -l state (__isowright_state)
    test "$state[1]" = "$argv[1]"; and test $state[2] -ge $argv[2]; and test $state[2] -le $argv[3]
end

# Lines of a name, two spaces, and what it is.
function __isowright_lines
    command isowright $argv[1] --names 2>/dev/null | string replace '  ' \\t
end

function __isowright_devices
    contains -- --file-target (commandline -opc); or __isowright_lines devices
end

complete -c isowright -f
${tree.flatMap(linesOf).join('\n')}
`;
}

const paths: ReadonlySet<string> = new Set(['file', 'folder', 'image']);

/** Many arguments: so many are told apart from what follows nothing. */
const MANY = 9999;

function linesOf(one: Completed): string[] {
  return [
    ...one.below.map(
      ({ name, about }) =>
        `complete -c isowright -n "__isowright_at ${q(one.name)} 0 0" -a ${q(name)} -d ${q(about)}`,
    ),
    ...one.flags.map((flag) => flagLine(one, flag)),
    ...placesOf(one).flatMap(({ from, many, takes }) => {
      const at = `complete -c isowright -n "__isowright_at ${q(one.name)} ${from} ${many ? MANY : from}"`;
      if (takes === 'device')
        return [
          `${at} -a '(__isowright_devices)'`,
          `complete -c isowright -n "__isowright_at ${q(one.name)} ${from} ${many ? MANY : from}; and contains -- --file-target (commandline -opc)" -F`,
        ];
      if (takes === 'job') return [`${at} -a '(__isowright_lines jobs)'`];
      if (takes === 'text') return [];
      return [paths.has(takes) ? `${at} -F` : `${at} -a ${q(takes)}`];
    }),
  ];
}

function flagLine({ name }: Completed, { long, short, help, takes, values }: CompletedFlag): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  const value =
    takes === undefined
      ? ''
      : values.length > 0
        ? ` -x -a ${q(values.join(' '))}`
        : takes === 'text'
          ? ' -x'
          : takes === 'folder'
            ? " -x -a '(__fish_complete_directories)'"
            : ' -r -F';
  return `complete -c isowright -n "__isowright_in ${q(name)}"${letter} -l ${long}${value} -d ${q(help)}`;
}

/** Flags that a word follows, each behind its command. */
function valueKeys({ name, flags }: Completed): string[] {
  return flags
    .filter(({ takes }) => takes !== undefined)
    .flatMap(({ long, short }) => [
      `${name} --${long}`,
      ...(short === undefined ? [] : [`${name} -${short}`]),
    ]);
}
