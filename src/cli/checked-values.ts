import { flagWordsOf } from '../tasks/command-line.ts';
import type { Flagged, Option, Situation, Value } from '../tasks/options/option.ts';
import { optionOf } from '../tasks/options/options.ts';
import { situationOf } from '../tasks/situation.ts';
import type { AskedSource, Task, Values } from '../tasks/task.ts';
import { t } from '../words/language.ts';
import { remarkText } from '../words/options/remarks.ts';
import { usageFailure } from '../words/spoken-failure.ts';

/** Refuses values that a plan cannot hold. @throws Failure `usage`, with the limit */
export function checkValues(task: Task, source: AskedSource | undefined, values: Values): void {
  const situation = situationOf(task, { source, values });
  for (const [id, value] of Object.entries(values)) checkValue(optionOf(id), value, situation);
  refuseOfSticks(values, situation);
  const isLaidOut = situation.isAuthored || situation.isStick;
  if (isLaidOut && values.bmapFile !== undefined) throw usageFailure(() => t().cli.usage.bmapOfImages);
  if (isLaidOut && (values.sha256 ?? values.hashFile) !== undefined)
    throw usageFailure(() => t().cli.usage.hashOfImages);
}

/** What says how a stick that holds files is made means nothing without one. @throws Failure `usage` */
function refuseOfSticks(values: Values, situation: Situation): void {
  if (situation.isStick) return;
  const onStick = { ...situation, isStick: true, isAuthored: false };
  const laidOut = { ...situation, isStick: false, isAuthored: true };
  const alone = Object.keys(values)
    .map((id) => optionOf(id))
    .find((option) => option.applies(onStick) && !option.applies(laidOut) && !option.applies(situation));
  if (alone) throw usageFailure(() => t().cli.usage.onlyWithFiles(nameOf(alone)));
}

function checkValue(option: Option, value: Value | undefined, situation: Situation): void {
  const texts = typeof value === 'string' ? [value] : (value ?? []);
  const wrong = texts.find((text) => option.remark(text, situation)?.stops);
  const remark = wrong === undefined ? undefined : option.remark(wrong, situation);
  if (wrong === undefined || remark === undefined) return;
  const { flag } = option;
  const [name = '', shown = ''] =
    flag?.linesOf === undefined ? [nameOf(option), texts.join(', ')] : flagWordsOf(flag, wrong);
  throw usageFailure(() => t().cli.usage.valueIs(name, shortened(shown), remarkText(remark)));
}

/** Enough to see which one is meant. */
const SHOWN_LETTERS = 60;

const shortened = (text: string) =>
  text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}...` : text;

const nameOf = ({ flag, variable = '' }: Flagged) => (flag === undefined ? variable : `--${flag.long}`);
