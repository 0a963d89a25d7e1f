import { commandLine } from '../../engine/words/command-line.ts';
import { neverBegan } from '../hooks/never-began.ts';
import { drawable } from '../look/drawable.ts';
import { DEFAULT_LOOK } from '../look/look.ts';
import { confirmView } from '../views/confirm-view.ts';
import type { Row } from '../views/row.ts';
import { summaryView } from '../views/summary-view.ts';
import type { Action } from '../wizard/action.ts';
import { chosenDrives } from '../wizard/confirm-words.ts';
import { driveNeed } from '../wizard/need.ts';
import { makePlan } from '../wizard/plan.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking, Wizard } from '../wizard/state.ts';
import type { PlainAnswer, PlainTalk } from './talk.ts';

/** Long enough for everything: lines are not cut and the page does not scroll. */
const PAGE = { ...DEFAULT_LOOK, columns: 100, rows: 10_000, glyphs: 'utf8' as const };

export async function askSummary(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const actions = await dryRun(talk, asking);
  const seen = actions.reduce<Wizard>(reduce, asking);
  if (seen.at !== 'asking') return actions;
  talk.say(...rowTexts(summaryView(seen, PAGE).rows));
  const plan = makePlan(seen);
  if (plan !== undefined) talk.say(`The same as a command: ${commandLine(plan)}`);
  const answer = await talk.ask('Enter goes on, b goes back, q leaves:');
  if (answer === undefined || answer === 'q') return 'leave';
  return [...actions, { do: answer === 'b' ? 'back' : 'next', atMs: talk.ports.now() }];
}

/** The events of a dry run, unless this plan had one. */
async function dryRun({ ports }: PlainTalk, { summary }: Asking): Promise<Action[]> {
  const { planKey, progress } = summary;
  if (planKey === undefined || progress.done !== undefined) return [];
  const actions: Action[] = [];
  const handle = ports.jobs.start(JSON.parse(planKey), { dryRun: true });
  const off = handle.onEvent((event) => actions.push({ do: 'dry-run', planKey, event }));
  try {
    await handle.ready;
    await handle.ended;
  } catch (error) {
    actions.push({ do: 'dry-run', planKey, event: neverBegan(error, ports.now()) });
  }
  off();
  return actions;
}

export async function askConfirm(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { machine, now } = talk.ports;
  const drives = chosenDrives(asking.answers);
  if (drives.length === 0 && asking.answers.job === undefined) return [{ do: 'back', atMs: now() }];
  const view = confirmView(asking, PAGE);
  talk.say(view.warning, ...rowTexts(view.facts));
  const text = await talk.ask(`Type ${view.wanted} to start; b goes back:`);
  if (text === undefined || text === 'q') return 'leave';
  if (text === 'b') return [{ do: 'back', atMs: now() }];
  const typed: Action[] = [
    { do: 'type-name', text },
    { do: 'next', atMs: now() },
  ];
  if (drives.length === 0) return typed;
  const seen = await machine.listDrives(driveNeed(asking));
  return [...typed, { do: 'rechecked', drives: seen, atMs: now() }];
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
