import { type Node, parsePattern } from './parse.ts';
import { MOST_STEPS, stepsFor } from './steps.ts';

/** A text that makes a pattern slow: `before`, then `again` many times, then `after`. */
export interface SlowText {
  readonly before: string;
  readonly again: string;
  readonly after: string;
}

const TIMES = 60;
/** Twice the text takes four times the steps when each letter is looked at for each other one. */
const MOST_GROWTH = 3;

/** A text for which a pattern takes more than its length allows; undefined when none was found. */
export function slowTextFor(pattern: string, flags: string): SlowText | undefined {
  const root = parsePattern(pattern, flags);
  const isMultiline = flags.includes('m');
  const cost = (text: SlowText, times: number): number =>
    stepsFor(root, text.before + text.again.repeat(times) + text.after, isMultiline);
  return candidates(root).find((text) => {
    const once = cost(text, TIMES);
    if (once >= MOST_STEPS) return true;
    if (once <= TIMES * 4) return false;
    const twice = cost(text, 2 * TIMES);
    // A bound inside the pattern ({32,128}) makes one doubling dear, and not the next.
    return twice > MOST_GROWTH * once && (twice >= MOST_STEPS || cost(text, 4 * TIMES) > MOST_GROWTH * twice);
  });
}

function candidates(root: Node): SlowText[] {
  const befores = [...new Set(beginnings(root))].slice(0, 10);
  const agains = [...new Set([...pieces(root), ...pairs(root)])].filter((text) => text !== '').slice(0, 40);
  return befores.flatMap((before) =>
    agains.flatMap((again) => ['', '\u0001'].map((after) => ({ before, again, after }))),
  );
}

/** What stands before each part, as far as the pattern goes along. */
function beginnings(node: Node): string[] {
  if (node.is === 'either') return node.ways.flatMap(beginnings);
  if (node.is === 'repeated') return ['', ...beginnings(node.part)];
  if (node.is !== 'sequence') return [''];
  return node.parts.flatMap((part, index) => {
    const before = node.parts.slice(0, index).map(sample).join('');
    return beginnings(part).map((inner) => before + inner);
  });
}

/** Samples of all parts, and of some that follow each other. */
function pieces(node: Node): string[] {
  if (node.is === 'letter') return [...node.samples];
  if (node.is === 'either') return node.ways.flatMap(pieces);
  if (node.is === 'repeated' || node.is === 'look') return [sample(node.part), ...pieces(node.part)];
  if (node.is !== 'sequence') return [];
  const stretches = node.parts.flatMap((_, from) =>
    [2, 4, 8, 16].map((count) =>
      node.parts
        .slice(from, from + count)
        .map(sample)
        .join(''),
    ),
  );
  return [...node.parts.flatMap(pieces), ...stretches];
}

function pairs(node: Node): string[] {
  const letters = [...new Set(pieces(node).filter((text) => text.length === 1))].slice(0, 6);
  return letters.flatMap((first) =>
    letters.filter((second) => second !== first).map((second) => first + second),
  );
}

function sample(node: Node): string {
  if (node.is === 'letter') return node.samples[0] ?? '';
  if (node.is === 'sequence') return node.parts.map(sample).join('');
  if (node.is === 'either') return sample(node.ways[0]!);
  return node.is === 'repeated' ? sample(node.part).repeat(Math.max(1, Math.min(node.least, 40))) : '';
}
