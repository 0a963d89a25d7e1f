/** What `--help` says around the commands and flags. */
export const help = {
  about: 'Makes disk images, writes them to drives, and proves them. Without a command, the wizard starts.',
  /** Headings, by what Commander calls them. */
  headings: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
  },
  version: 'output the version number',
  helpFlag: 'display help for command',
  repeatable: (text: string) => `${text} (repeatable)`,
  choices: (text: string, values: string) => `${text} (choices: ${values})`,
  exitCodes: `
Exit codes: 0 done and verified · 1 failed · 2 usage, or a question without a terminal · 3 stopped ·
4 device or permission · 5 safety refusal · 6 verification found differences · 7 bad source ·
8 does not fit · 130/143/129 SIGINT/SIGTERM/SIGHUP`,
};
