import { say, type Words } from '../../failure-words.ts';

/** Words for jobs that do not exist, cannot continue, or ended in a way they should not; and for folders that others change. */
export const jobs = {
  'output-unsafe': (f) =>
    f.why === 'led-elsewhere'
      ? say(
          'Somebody else’s link leads this path elsewhere',
          `The path to ${f.path} goes through a link that belongs to another user, and root follows no such link: it could lead anywhere. Nothing was written.`,
          'Give the path the link leads to, or run it as the user who made the link.',
        )
      : f.why === 'swapped'
        ? say(
            'Somebody is changing the folder that is written to',
            `${f.path} is not the folder it was a moment ago. Nothing was written elsewhere; what was extracted before is in the folder.`,
            'Choose a folder in which nobody else may rename anything.',
          )
        : say(
            'Others could redirect this folder',
            `Users other than root may rename folders in ${f.path}, and this system gives root no safe way to write into them (/proc is missing).`,
            'Choose a folder that belongs to root, or run it as the owner of this folder.',
          ),
  'job-missing': (f) =>
    say(
      'There is no such job',
      `${f.job} is not among this user's jobs.`,
      'To list them: isowright jobs (old ones that were finished are gone)',
      'A job that writes to a drive belongs to root: sudo isowright jobs',
    ),
  'job-not-running': (f) =>
    say(
      'The job is not running',
      `Job ${f.job} no longer has a process.`,
      `If it was interrupted, continue it: isowright resume ${f.job}`,
    ),
  'job-not-resumable': (f) =>
    say(
      'There is nothing to continue',
      `Job ${f.job}: ${f.why}.`,
      f.instead ?? 'Start it again if you want to repeat it; isowright jobs lists the jobs.',
    ),
  'stop-unheard': (f) =>
    say(
      'Stopped by force',
      `Job ${f.job} did not respond to the stop for ${Math.round(f.silentMs / 1000)} s and was killed. What it has written stays: a target it had begun is unfinished, and its journal says how far it is safe.`,
      `To continue from there: isowright resume ${f.job}`,
      `To put back what was kept of a drive: isowright undo ${f.job}`,
    ),
  'job-died': (f, { oneLine }) =>
    say(
      'The job died',
      `Job ${f.job} ended without a report. ${oneLine(f.lastWords)}`.trim(),
      'What it has read or written stays, and what it was making may be unfinished. The job folder keeps the events.',
      `To continue, if it is of a kind that can: isowright resume ${f.job}`,
      'Otherwise run the same command again.',
    ),
} satisfies Partial<Words>;
