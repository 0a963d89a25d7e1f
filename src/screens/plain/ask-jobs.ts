import { closingLines } from '../../engine/words/closing.ts';
import { commandLine } from '../../engine/words/command-line.ts';
import { jobStateText } from '../../engine/words/jobs.ts';
import type { KnownJob } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Earlier jobs with numbers, and what can be done with the one chosen. */
export async function askJobs(talk: PlainTalk, { jobList }: Asking): Promise<PlainAnswer> {
  const jobs = jobList.jobs ?? (await talk.ports.jobs.list());
  const listed: Action = { do: 'jobs-listed', jobs };
  if (jobs.length === 0) talk.say('No jobs yet. Jobs that ran as root are shown to root: sudo isowright');
  jobs.forEach(({ id, state, done, plan }, index) => {
    talk.say(`  ${index + 1}  ${id}, ${jobStateText(state, done)}: ${commandLine(plan)}`);
  });
  const answer = await hear(
    talk,
    'Which job? Number to look or go on, c NUMBER to go on, u NUMBER to undo, b back:',
  );
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [listed, ...answer.answer];
  const [, how = '', number = ''] = /^([cu]?)\s*(\d+)$/.exec(answer.text) ?? [];
  const job = jobs[Number(number) - 1];
  if (job === undefined) return [listed];
  if (how === '' && job.done !== undefined) return report(talk, job, listed);
  const what = how === 'u' ? 'undo' : how === 'c' ? 'continue' : 'look';
  return [listed, { do: 'choose-job', id: job.id, what, atMs: talk.ports.now() }];
}

function report(talk: PlainTalk, { plan, done }: KnownJob, listed: Action): PlainAnswer {
  if (done !== undefined) talk.say(...closingLines(done, { plan }));
  return [listed];
}
