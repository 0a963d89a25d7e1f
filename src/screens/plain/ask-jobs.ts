import { commandLine } from '../../tasks/command-line.ts';
import { taskOf } from '../../tasks/tasks.ts';
import { closingLines } from '../../words/closing.ts';
import { begunText, runningFirst } from '../../words/job-times.ts';
import { jobStateText } from '../../words/jobs.ts';
import { t } from '../../words/language.ts';
import type { KnownJob } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Asking } from '../wizard/state.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Earlier jobs with numbers, and what can be done with the one chosen. */
export async function askJobs(talk: PlainTalk, { jobList }: Asking): Promise<PlainAnswer> {
  const jobs = runningFirst(jobList.jobs ?? (await talk.ports.jobs.list()));
  const listed: Action = { do: 'jobs-listed', jobs };
  if (jobs.length === 0) talk.say(t().screens.jobs.none);
  jobs.forEach(({ id, state, done, plan }, index) => {
    talk.say(`  ${index + 1}  ${begunText(id)}, ${jobStateText(state, done)}: ${commandLine(plan)}`);
  });
  const answer = await hear(talk, t().screens.plain.jobs);
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [listed, ...answer.answer];
  const [, how = '', number = ''] = /^([cu]?)\s*(\d+)$/.exec(answer.text) ?? [];
  const job = jobs[Number(number) - 1];
  if (job === undefined) return [listed, ...notAnAnswer(talk, answer.text)];
  if (how === '' && job.done !== undefined) return report(talk, job, listed);
  const what = how === 'u' ? 'put-back' : how === 'c' ? 'continue' : 'look';
  return [listed, { do: 'choose-job', id: job.id, what, atMs: talk.ports.now() }];
}

function report(talk: PlainTalk, { plan, done }: KnownJob, listed: Action): PlainAnswer {
  if (done !== undefined) talk.say(...closingLines(done, { plan, kind: taskOf(plan) }));
  return [listed];
}
