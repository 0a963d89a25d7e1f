import { say, type Words } from '../../failure-words.ts';

/** The command itself, a stop, a plan, and bugs of ours. */
export const general = {
  usage: (f) =>
    say('The command is not complete', f.problem, 'For the commands and options: isowright --help'),
  'question-needed': (f) =>
    say(
      'A question needs an answer, but there is no terminal to ask in',
      f.question,
      `Give ${f.flag}, or run isowright in a terminal.`,
    ),
  stopped: (f) =>
    say(
      'Stopped',
      f.by === 'person' ? 'The job was stopped as requested.' : `The job was stopped by ${f.by}.`,
      'Start it again when you are ready; the source is untouched.',
    ),
  'plan-invalid': (f) =>
    say(
      'The plan cannot be carried out',
      f.path === undefined ? f.problem : `${f.path}: ${f.problem}`,
      'Make a plan with --dry-run --json and start from that.',
    ),
  internal: (f) =>
    say(
      'Something went wrong inside isowright',
      f.problem.split('\n')[0] ?? f.problem,
      'This is our fault. Please report it with the job’s log.',
    ),
} satisfies Partial<Words>;
