import { Command, CommanderError, Option } from 'commander';
import { asFailure, Failure } from '../engine/ports/failure.ts';
import { exitCodeOf, exitCodes } from '../engine/words/exit-codes.ts';
import { remedy } from '../engine/words/remedies.ts';
import { attach } from './attach.ts';
import { extractFiles, list } from './browse.ts';
import { devices } from './devices.ts';
import type { CommonOptions, Face } from './face.ts';
import { collect, formatFlags } from './format-flags.ts';
import { inspect } from './inspect.ts';
import { jobs, resume } from './jobs.ts';
import { make } from './make.ts';
import { addProtected, listProtected, removeProtected } from './never-touch.ts';
import { practice } from './practice/practice.ts';
import { restore } from './restore.ts';
import { run } from './run.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { write } from './write.ts';

/** Runs the command line; resolves with the exit code and never throws. */
export async function runCommandLine(argv: readonly string[], face: Face): Promise<number> {
  let code: number = exitCodes.done;
  const done = async (work: Promise<number>): Promise<void> => {
    code = await work;
  };
  const program = commandTree(face, done);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return tellFailure(asFailure(error), argv, face);
  }
}

/** The whole tree of commands and options; help, completions and the manual are made from it. */
export function commandTree(face: Face, done: (work: Promise<number>) => Promise<void>): Command {
  const program = new Command('isowright')
    .description('Makes disk images, puts them on drives, and proves them. Without a command: the wizard.')
    .version(face.version)
    .exitOverride()
    // Options may stand before or behind the command.
    .enablePositionalOptions()
    .configureOutput({ writeOut: face.out, writeErr: face.err })
    .showHelpAfterError('(isowright --help lists commands and options)')
    .addHelpText('after', exitCodeHelp);
  common(program)
    // Only to say what is wrong with a word that is no command.
    .argument('[command...]')
    .usage('[options] [command]')
    .action((words: string[], options: CommonOptions) =>
      words.length > 0
        ? program.error(`error: unknown command '${words[0]}'`)
        : done(openWizard(options, face)),
    );
  const command = (spec: string, about: string): Command => common(program.command(spec)).description(about);

  command('devices', 'drives and discs, with the reason why one is refused').action((_, self) =>
    done(devices(self.optsWithGlobals(), face)),
  );
  authoring(command('make <source>', 'author an ISO image from a folder, or anew from an ISO image'))
    .requiredOption('-o, --output <file>', 'the image to make')
    .option('--force', 'replace the output when it exists')
    .option('--receipt <file>', receiptHelp)
    .option('--no-verify', 'do not read the image back')
    .action((source, _, self) => done(make(source, self.optsWithGlobals(), face)));
  targeting(
    authoring(command('write <image> <target...>', 'write an image (or a folder) to drives, then verify')),
  )
    .option('--rebuild', 'lay the files of an image out anew, with the options of make')
    .option('--image-for <target=image>', 'another image for one of the targets (repeatable)', collect)
    .option('--receipt <file>', receiptHelp)
    .option('--delta', 'read first and write only what differs')
    .option('--discard', 'have the drive forget its content first (TRIM)')
    .option('--no-verify', 'do not read the drives back')
    .option('--bmap <file>', bmapHelp)
    .option('--no-bmap', 'write everything, also what a block map leaves out')
    .addOption(testOption())
    .action((image, targets, _, self) => done(write(image, targets, self.optsWithGlobals(), face)));
  command(
    'verify <image> [target...]',
    'compare an image (or a receipt) with targets, or an image with its own checksums',
  )
    .option('--file-target', 'targets are files')
    .option('--bmap <file>', bmapHelp)
    .option('--no-bmap', 'compare everything, also what a block map leaves out')
    .action((image, targets, _, self) => done(verify(image, targets, self.optsWithGlobals(), face)));
  command('inspect <image>', 'what it is, and which firmware will start it').action((image, _, self) =>
    done(inspect(image, self.optsWithGlobals(), face)),
  );
  command('ls <image> [path]', 'the files in an image').action((image, path, _, self) =>
    done(list(image, path, self.optsWithGlobals(), face)),
  );
  command('extract <image> [path...]', 'take files out of an image')
    .requiredOption('-C, --directory <folder>', 'where to put them; nothing is written outside of it')
    .option('--force', 'replace files that are there')
    .action((image, paths, _, self) => done(extractFiles(image, paths, self.optsWithGlobals(), face)));
  command('run <plan>', 'carry out a plan made with --dry-run --json').action((plan, _, self) =>
    done(run(plan, self.optsWithGlobals(), face)),
  );
  command('jobs', 'this user’s jobs, the newest first')
    .option('--clean', 'remove the folders of all finished jobs; they cannot be undone any more')
    .action((_, self) => done(jobs(self.optsWithGlobals(), face)));
  command('attach [job]', 'look at a running job; Ctrl-C leaves it running')
    .option('--pause', 'pause the job, and return')
    .option('--continue', 'let a paused job go on, and return')
    .option('--stop', 'stop the job, and wait for its last word')
    .action((job, _, self) => done(attach(job, self.optsWithGlobals(), face)));
  command('resume <job>', 'go on with a job that was interrupted').action((job, _, self) =>
    done(resume(job, self.optsWithGlobals(), face)),
  );
  targeting(
    command('restore <drive...>', 'make a drive an empty, ordinary one: one partition, FAT32 or exFAT'),
  )
    .option('--label <text>', 'name of the file system')
    .action((drives, _, self) => done(restore(drives, self.optsWithGlobals(), face)));
  command('undo <job>', 'put back what a job overwrote, as long as it was kept')
    .option('--yes', 'no question; the job knows its drives')
    .option('--partly', 'also when files that were overwritten cannot come back')
    .action((job, _, self) => done(undo(job, self.optsWithGlobals(), face)));
  neverTouchCommands(command('config', 'settings of this person or, for root, of this machine'), face, done);
  command('practice', 'try everything on a sample folder and virtual drives').action((_, self) =>
    done(practice(self.optsWithGlobals(), face)),
  );
  return program;
}

const bmapHelp = 'a block map of the image (default: NAME.bmap beside it): what it leaves out is left alone';
const receiptHelp = 'a new file with hashes and identities, to verify the drive by without the image';

function common(command: Command): Command {
  return command
    .option('--json', 'results as JSON; long commands one event a line')
    .option('--quiet', 'no progress; nothing at all when a job ends well')
    .option('--log <file>', 'append every event to a file')
    .option('--report <file>', 'write the report to a file: CSV by its name, else JSON')
    .option('--dry-run', 'print the plan and change nothing')
    .option('--plain', 'plain lines: no cursor movement, no colour')
    .addOption(new Option('--size <columnsxrows>', 'size of a terminal that does not tell, as 80x24'))
    .addOption(new Option('--ascii', 'only ASCII on the screen'))
    .addOption(new Option('--no-color', 'no colours'));
}

/** How drives are named without a question. */
function targeting(command: Command): Command {
  return command
    .option('--yes', 'no question; needs an identity for each target')
    .option('--expect-serial <serial>', 'the drive must have this serial (repeatable)', collect)
    .option('--expect-size <bytes>', 'the drive must have this size (repeatable)', collect)
    .option('--file-target', 'targets are existing files, used as drives of their size')
    .option('--unmount', 'unmount what is mounted from the drives (listed before the question)');
}

function authoring(command: Command): Command {
  return formatFlags(command)
    .option('--label <text>', 'volume label')
    .option('--joliet', 'with Joliet names (default)')
    .option('--no-joliet', 'without Joliet names')
    .option('--rock-ridge', 'with Rock Ridge (default)')
    .option('--no-rock-ridge', 'without Rock Ridge')
    .option('--follow-links', 'store what symbolic links point to')
    .option('--exclude <glob>', 'leave out, as in .gitignore (repeatable)', collect)
    .addOption(
      new Option(
        '--boot <how>',
        'auto: boot files are found by themselves; none: they stay plain files',
      ).choices(['auto', 'none']),
    )
    .option('--boot-from <image>', 'the original image: what the folder lacks to start is taken from it')
    .option('--hybrid', 'sticks start from the image too (default where the medium can)')
    .option('--no-hybrid', 'only discs start from the image: no partition table')
    .option(
      '--partition-tree',
      'the first partition of a stick can be mounted by itself (a second directory tree)',
    )
    .option('--strict', 'fail when the image would lose something');
}

/** `isowright config never-touch …` */
function neverTouchCommands(
  config: Command,
  face: Face,
  done: (work: Promise<number>) => Promise<void>,
): void {
  const list = config.command('never-touch').description('drives that are never to be written to, by serial');
  const command = (spec: string, about: string): Command => common(list.command(spec)).description(about);
  command('add <serial-or-path>', 'protect a drive').action((what, _, self) =>
    done(addProtected(what, self.optsWithGlobals(), face)),
  );
  command('remove <serial-or-path>', 'protect it no more').action((what, _, self) =>
    done(removeProtected(what, self.optsWithGlobals(), face)),
  );
  command('list', 'the serials that are protected').action((_, self) =>
    done(listProtected(self.optsWithGlobals(), face)),
  );
}

/** Default: quick, for drives that did not pass one yet. */
function testOption(): Option {
  const about =
    'does the drive hold what it says: quick (default for a new drive), full (destroys all content), off';
  return new Option('--test <kind>', about).choices(['quick', 'full', 'off']);
}

async function openWizard({ plain }: CommonOptions, face: Face): Promise<number> {
  if (face.wizard) return face.wizard({});
  const flag =
    'a command: devices, make, write, verify, inspect, ls, extract, run, practice, jobs, attach, resume, undo, restore, config';
  throw new Failure('question-needed', {
    question: `The wizard needs a terminal${plain ? ', also with --plain' : ''}.`,
    flag,
  });
}

/** A failure before a job could say `done` itself: in JSON that last event is still owed. */
function tellFailure(failure: Failure, argv: readonly string[], face: Face): number {
  const exitCode = exitCodeOf(failure);
  const { title, happened, next } = remedy(failure);
  if (argv.includes('--json')) face.out(`${JSON.stringify(lastEvent(failure, exitCode, face))}\n`);
  face.err(`${[title, `  ${happened}`, ...next.map((step) => `  → ${step}`)].join('\n')}\n`);
  return exitCode;
}

function lastEvent({ code, facts }: Failure, exitCode: number, { nowMs }: Face): object {
  const outcome = code === 'stopped' ? 'stopped' : 'failed';
  const report = { elapsedMs: 0, failure: { code, facts } };
  return {
    v: 1,
    job: '',
    at: new Date(nowMs()).toISOString(),
    event: 'done',
    ok: false,
    exitCode,
    outcome,
    report,
  };
}

const exitCodeHelp = `
Exit codes: 0 done and verified · 1 failed · 2 usage, or a question without a terminal · 3 stopped ·
4 device or permission · 5 safety refusal · 6 verification found differences · 7 bad source ·
8 does not fit · 130/143/129 SIGINT/SIGTERM/SIGHUP`;
