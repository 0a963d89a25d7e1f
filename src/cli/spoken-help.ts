import type { Command, Option } from 'commander';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { t } from '../words/language.ts';

/** Has a program, and the commands that are made of it, say in the language that is spoken what Commander says itself. */
export function speakHelp(program: Command): Command {
  const { help } = t();
  return program
    .description(help.about)
    .helpOption('-h, --help', help.helpFlag)
    .configureHelp({
      styleTitle: headingText,
      optionDescription: optionText,
      subcommandDescription: commandText,
    })
    .addHelpText('after', help.exitCodes);
}

function headingText(heading: string): string {
  const { headings } = t().help;
  return isKeyOf(headings, heading) ? headings[heading] : heading;
}

function optionText({ description, argChoices }: Option): string {
  if (!argChoices) return description;
  return t().help.choices(description, argChoices.map((choice) => JSON.stringify(choice)).join(', '));
}

/** Commander makes the command `help` itself. */
function commandText(command: Command): string {
  return command.name() === 'help' ? t().help.helpFlag : command.description();
}
