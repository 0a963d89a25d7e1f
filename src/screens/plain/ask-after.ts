import { t } from '../../words/language.ts';
import { commandAt } from '../keys/table.ts';
import { afresh, goneOn, goOnsOf, isGoOn } from '../wizard/after-job.ts';
import type { Finished, Wizard } from '../wizard/state.ts';
import { sayTrial } from './ask-trial.ts';
import { notAnAnswer, type PlainTalk } from './talk.ts';

/** What comes after a report, by the letters of its keys; undefined: the person leaves. */
export async function askAfter(talk: PlainTalk, finished: Finished): Promise<Wizard | undefined> {
  const { after, afterAll } = t().screens.plain;
  const offers = goOnsOf(finished).map((command) => after[command]);
  for (;;) {
    const text = await talk.ask(afterAll([...offers, after.again].join(', ')));
    if (text === undefined || text === '' || text === 'q') return undefined;
    const command = commandAt('report', text);
    if (command === 'again') return afresh(finished, talk.ports.now());
    const next =
      command !== undefined && isGoOn(command) ? goneOn(finished, command, talk.ports.now()) : undefined;
    if (command === 'try' && next !== undefined) {
      await sayTrial(talk, next);
      continue;
    }
    if (next !== undefined) return next;
    notAnAnswer(talk, text);
  }
}
