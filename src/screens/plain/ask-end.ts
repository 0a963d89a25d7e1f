import { commandLine } from '../../tasks/command-line.ts';
import { t } from '../../words/language.ts';
import { drawable } from '../look/drawable.ts';
import { DEFAULT_LOOK } from '../look/look.ts';
import { confirmView } from '../views/confirm-view.ts';
import type { Row } from '../views/row.ts';
import { summaryView } from '../views/summary-view.ts';
import type { Action } from '../wizard/action.ts';
import { chosenDrives, typedWords } from '../wizard/confirm-words.ts';
import { driveNeed } from '../wizard/need.ts';
import { makePlan } from '../wizard/plan.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking, Wizard } from '../wizard/state.ts';
import { drivesToName, namesOf } from '../wizard/tops.ts';
import { dryRun } from './dry-runs.ts';
import { hear, notAnAnswer, type PlainAnswer, type PlainTalk } from './talk.ts';

/** Long enough for everything: lines are not cut, the terminal wraps them, and the page does not scroll. */
const PAGE = { ...DEFAULT_LOOK, columns: 10_000, rows: 10_000, glyphs: 'utf8' as const };

export async function askSummary(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const actions = [...(await topNames(talk, asking)), ...(await dryRun(talk.ports, asking.summary))];
  const seen = actions.reduce<Wizard>(reduce, asking);
  if (seen.at !== 'asking') return actions;
  talk.say(...rowTexts(summaryView(seen, PAGE).rows));
  const plan = makePlan(seen);
  if (plan !== undefined) talk.say(t().screens.plain.command(commandLine(plan)));
  const answer = await hear(talk, t().screens.plain.goOn, 'y');
  if (answer.kind === 'answer') return answer.answer === 'leave' ? 'leave' : [...actions, ...answer.answer];
  if (answer.text !== 'y') return [...actions, ...notAnAnswer(talk, answer.text)];
  return [...actions, { do: 'next', atMs: talk.ports.now() }];
}

/** What is lost by its names, unless that was looked for already. */
async function topNames({ ports }: PlainTalk, asking: Asking): Promise<Action[]> {
  const drives = drivesToName(asking);
  return drives.length === 0 ? [] : [{ do: 'topped', tops: await namesOf(drives, ports.files) }];
}

export async function askConfirm(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { machine, now } = talk.ports;
  const drives = chosenDrives(asking.answers);
  if (drives.length === 0 && asking.answers.job === undefined) return [{ do: 'back', atMs: now() }];
  const view = confirmView(asking, PAGE);
  talk.say(view.warning, ...rowTexts(view.facts));
  const text = await talk.ask(t().screens.plain.typeToStart(view.wanted));
  if (text === undefined || text === 'q') return 'leave';
  if (text === 'b') return [{ do: 'back', atMs: now() }];
  const typed: Action[] = [
    { do: 'type-name', text: withNamesBefore(asking, text) },
    { do: 'next', atMs: now() },
  ];
  if (drives.length === 0) return typed;
  const seen = await machine.listDrives(driveNeed(asking));
  return [...typed, { do: 'rechecked', drives: seen, atMs: now() }];
}

/** Several names may be typed in several lines: those that were right before still count. */
function withNamesBefore({ answers, confirm }: Asking, text: string): string {
  const drives = chosenDrives(answers);
  if (drives.length < 2) return text;
  const names = new Set(drives.map(({ name }) => name));
  const now = typedWords(text);
  const before = new Set(typedWords(confirm.field.text).filter((word) => names.has(word)));
  return [...[...before].filter((word) => !now.includes(word)), ...now].join(' ');
}

function rowTexts(rows: readonly Row[]): string[] {
  return rows.map((row) =>
    drawable(
      row
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
      PAGE.glyphs,
    ),
  );
}
