import { say, type Words } from '../../failure-words.ts';

/** The words for jobs that are not there, do not go on, or ended otherwise than they should; and for folders that others change. */
export const jobs = {
  'output-unsafe': (f) =>
    f.why === 'led-elsewhere'
      ? say(
          'Somebody else’s link leads this path elsewhere',
          `On the way to ${f.path} is a link of another user, and root follows none: it could lead anywhere. Nothing was written.`,
          'Give the path the link leads to, or run it as the one who made the link.',
        )
      : f.why === 'swapped'
        ? say(
            'Somebody changes the folder that is written into',
            `${f.path} is not the folder it was a moment ago. Nothing was written elsewhere; what was taken out before lies in the folder.`,
            'Choose a folder in which nobody else may rename anything.',
          )
        : say(
            'Others may lead this folder elsewhere',
            `Others than root may rename folders in ${f.path}, and this system gives root no way to write into them all the same (/proc is missing).`,
            'Choose a folder of root’s own, or run it as the one who owns this folder.',
          ),
  'job-missing': (f) =>
    say(
      'There is no such job',
      `${f.job} is not among this user's jobs.`,
      'isowright jobs lists them; old ones that were finished are gone.',
      'A job that writes to a drive is root’s: sudo isowright jobs',
    ),
  'job-not-running': (f) =>
    say(
      'The job is not running',
      `Job ${f.job} has no process any more.`,
      `isowright resume ${f.job} goes on with it when it was interrupted.`,
    ),
  'job-not-resumable': (f) =>
    say(
      'There is nothing to go on with',
      `Job ${f.job}: ${f.why}.`,
      f.instead ?? 'isowright jobs lists them; start it anew if you want it again.',
    ),
  'stop-unheard': (f) =>
    say(
      'Stopped by force',
      `Job ${f.job} did not hear the stop for ${Math.round(f.silentMs / 1000)} s and was ended. What it wrote so far stays: a target it had begun is unfinished, and its journal says how far it is safe.`,
      `isowright resume ${f.job} goes on from there.`,
      `isowright undo ${f.job} puts back what was kept of a drive.`,
    ),
  'job-died': (f, { oneLine }) =>
    say(
      'The job ended without a word',
      `Job ${f.job} died. ${oneLine(f.lastWords)}`.trim(),
      'The target may be unfinished: write it again. The job folder keeps the events.',
    ),
} satisfies Partial<Words>;
