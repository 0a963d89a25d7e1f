import { t } from '../../words/language.ts';
import { countOf, percentText } from '../../words/sizes.ts';
import { DEFAULT_LOOK } from '../look/look.ts';
import { extractView } from '../views/inside/extract-view.ts';
import type { Action } from '../wizard/action.ts';
import { reduce } from '../wizard/reduce.ts';
import type { Asking } from '../wizard/state.ts';
import type { PlainAnswer, PlainTalk } from './talk.ts';

/** Long enough for everything. */
const PAGE = { ...DEFAULT_LOOK, columns: 10_000, rows: 10_000 };
const SAID_EVERY_MS = 5_000;

/** Takes files out, says now and then how far it is, and at its end what is missing. Ctrl-C stops it. */
export async function askExtract(talk: PlainTalk, asking: Asking): Promise<PlainAnswer> {
  const { ports, say, onInterrupt } = talk;
  const { extracting } = asking;
  const back: Action = { do: 'keys', keys: ['enter'], atMs: ports.now() };
  if (extracting === undefined || extracting.end !== undefined) return [back];
  const stop = new AbortController();
  const deaf = onInterrupt?.(() => stop.abort());
  let saidAtMs = ports.now();
  say(t().screens.inside.extracting(extracting.wish.into));
  const end = await ports.insides.extract(
    extracting.wish,
    ({ entries, readBytes, totalBytes }) => {
      if (ports.now() - saidAtMs < SAID_EVERY_MS) return;
      saidAtMs = ports.now();
      const counted = countOf(entries, t().nouns.entry);
      say(totalBytes ? percentText(readBytes / totalBytes) : t().screens.inside.counting(counted));
    },
    stop.signal,
  );
  deaf?.();
  const ended: Action = { do: 'extracted', end };
  const seen = reduce(asking, ended);
  if (seen.at === 'asking')
    say(...extractView(seen, 0, PAGE).rows.map((row) => row.map(({ text }) => text).join('')));
  return [ended, back];
}
