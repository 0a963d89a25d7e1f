import { DEFAULT_LOOK } from '../look/look.ts';
import { trialRows, trialTitle } from '../views/trial-view.ts';
import type { Finished, Wizard } from '../wizard/state.ts';
import { onTrialNews, triedPath } from '../wizard/trial.ts';
import type { PlainTalk } from './talk.ts';

/** As wide as the screen of the machine. */
const PAGE = { ...DEFAULT_LOOK, columns: 84, rows: 40 };

/** Says how it is tried, and in the end what was seen. Ctrl-C ends the machine. */
export async function sayTrial(talk: PlainTalk, wizard: Wizard): Promise<void> {
  const { ports, say, onInterrupt } = talk;
  const path = triedPath(wizard);
  if (path === undefined || wizard.at !== 'finished' || ports.trials === undefined) return;
  let now: Finished = wizard;
  const stop = new AbortController();
  const deaf = onInterrupt?.(() => stop.abort());
  const end = await ports.trials.try(
    { path },
    {
      onChosen: (chosen) => {
        now = onTrialNews(now, path, { chosen });
        say(titleOf(now));
      },
      onView: (view) => {
        now = onTrialNews(now, path, { view });
      },
      signal: stop.signal,
    },
  );
  deaf?.();
  const { overlay } = onTrialNews(now, path, { end });
  if (overlay.kind === 'trial')
    say(...trialRows(overlay.trying, PAGE).map((row) => row.map(({ text }) => text).join('')));
}

const titleOf = ({ overlay }: Finished): string =>
  overlay.kind === 'trial' ? trialTitle(overlay.trying) : '';
