import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import { asFailure } from '../engine/contract/failure/failure.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { demandOpenFiles } from '../engine/jobs/process/open-files.ts';
import { commonFlags, type FlagId } from '../tasks/flags.ts';
import { t } from '../words/language.ts';
import { spokenFailure } from '../words/spoken-failure.ts';
import { addCommand, addFlag, type Call, type CommandSpec, commonFlagged } from './command.ts';
import { commands, groups } from './commands.ts';
import { complaintFailure, complaintLines } from './complaint.ts';
import { earlyFlags } from './early-flags.ts';
import type { Face } from './face.ts';
import { type CommonOptions, givenFlags, refuseStray } from './given.ts';
import { withOwnFiles } from './own-files.ts';
import { speakHelp } from './spoken-help.ts';
import { tell } from './tell.ts';
import { tellFailure, tellLastWord } from './tell-failure.ts';

/** Runs the command line; resolves with the exit code and never throws. */
export async function runCommandLine(argv: readonly string[], face: Face): Promise<number> {
  let code: number = exitCodes.done;
  const carryOut = async (work: Promise<number>, flags: CommonOptions): Promise<void> => {
    code = await work.catch((error: unknown) => tellFailure(asFailure(error), flags, face));
  };
  try {
    await commandTree(face, carryOut).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const asked = earlyFlags(argv);
    if (!(error instanceof CommanderError)) return tellFailure(asFailure(error), asked, face);
    if (error.exitCode === 0) return exitCodes.done;
    if (asked.json) tellLastWord(complaintFailure(error.message), face);
    return exitCodes.usage;
  }
}

type CarryOut = (work: Promise<number>, flags: CommonOptions) => Promise<void>;

/** The whole tree of commands and options. */
export function commandTree(face: Face, carryOut: CarryOut): Command {
  const program = emptyProgram(face);
  for (const spec of commands)
    addCommand(
      program,
      spec,
      (call) =>
        carryOut(
          started(() => carriedOut(spec, call)),
          call.flags,
        ),
      face,
    );
  describeGroups(program);
  for (const record of commonFlagged) addFlag(program, record);
  // The argument is only there to say what is wrong with a word that is no command.
  return program.argument('[command...]').action((words: string[]) => {
    const [first] = words;
    const given = words.length === 1 && first !== undefined ? thingNamed(first, face) : undefined;
    if (first !== undefined && given === undefined) program.error(`error: unknown command '${first}'`);
    refuseStray(program, commonFlagged);
    const flags = givenFlags(program, commonFlags, face);
    return carryOut(
      started(() => openWizard(program, { ...flags, given }, face)),
      flags,
    );
  });
}

/** Its log and its report are written by whoever follows its job; of a command without one they are written here. */
function carriedOut(spec: CommandSpec, call: Call<FlagId>): Promise<number> {
  const { words, flags, face } = call;
  if (spec.follows) return spec.run(call);
  const paths = words.map((word) => resolve(face.workingFolder, word));
  return withOwnFiles((keep) => spec.run({ ...call, keep }), paths, flags, face);
}

function emptyProgram(face: Face): Command {
  return (
    speakHelp(new Command('isowright'))
      .version(face.version, '-V, --version', t().help.version)
      .usage('[options] [command]')
      .exitOverride()
      // Options may stand before or behind the command.
      .enablePositionalOptions()
      .configureOutput({
        writeOut: face.out,
        writeErr: face.err,
        outputError: (text) => tell(face.err, ...complaintLines(text)),
      })
      .showHelpAfterError(t().cli.complaints.help)
  );
}

/** What fails before its first wait fails as the rest of it does. */
async function started(work: () => Promise<number>): Promise<number> {
  demandOpenFiles();
  return work();
}

function describeGroups(program: Command): void {
  for (const [name, about] of Object.entries(groups)) {
    const group = name
      .split(' ')
      .reduce<Command | undefined>(
        (parent, word) => parent?.commands.find((command) => command.name() === word),
        program,
      );
    if (group === undefined) continue;
    group.description(about());
    for (const record of commonFlagged) addFlag(group, record);
  }
}

/** A word that is no command but names something to do something with: an address, or what is there. */
function thingNamed(word: string, { workingFolder }: Face): string | undefined {
  if (word.trim() === '') return undefined;
  if (isUrl(word)) return word;
  const path = resolve(workingFolder, word);
  return existsSync(path) ? path : undefined;
}

async function openWizard(
  program: Command,
  { plain, given }: CommonOptions & { readonly given: string | undefined },
  face: Face,
): Promise<number> {
  if (face.wizard) return face.wizard(given === undefined ? {} : { given });
  const names = program.commands.map((command) => command.name()).join(', ');
  throw spokenFailure('question-needed', () => {
    const { wizardNeedsTerminal, wizardNeedsTerminalPlain, command } = t().cli.asked;
    return { question: plain ? wizardNeedsTerminalPlain : wizardNeedsTerminal, flag: command(names) };
  });
}
