import { t } from '../../words/language.ts';
import { WHERES } from '../wizard/choose-medium.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** A file, or another drive. */
export async function askWhere(talk: PlainTalk): Promise<PlainAnswer> {
  const words = t().screens.where;
  talk.say(...WHERES.map((id, index) => `  ${index + 1}  ${words[id].line}`));
  const answer = await hear(talk, t().screens.plain.where, '1');
  if (answer.kind === 'answer') return answer.answer;
  const where = WHERES[Number(answer.text) - 1];
  return where === undefined
    ? notAnAnswer(talk, answer.text)
    : [{ do: 'choose-where', where, atMs: talk.ports.now() }];
}
