import type { Node } from './parse.ts';

/** More than this is as good as for ever. */
export const MOST_STEPS = 300_000;

/** What is still to be matched, in order: a list whose rests are shared by the ways that branch off. */
type Todo = { readonly what: Part; readonly rest: Todo } | undefined;
/** A part of the pattern; a repeated one on its way round; or the place where a look behind has to end. */
type Part = Node | Round | { readonly is: 'here'; readonly at: number };
type Repeated = Extract<Node, { is: 'repeated' }>;
interface Round {
  readonly is: 'round';
  readonly of: Repeated;
  readonly count: number;
  readonly from: number;
}
interface Way {
  readonly todo: Todo;
  readonly at: number;
}

/**
 * How many steps a machine that tries one way after the other, as those of JavaScript do, takes to look for a pattern all
 * through a text. The ways that wait are kept in a list and not on the stack: a long text is no reason to overflow it.
 */
export function stepsFor(root: Node, text: string, isMultiline: boolean): number {
  let steps = 0;

  /** Where the first match ends; undefined without one. As good as found once there were too many steps. */
  const endOf = (first: Way): number | undefined => {
    const waiting = [first];
    for (let way = waiting.pop(); way; way = waiting.pop()) {
      if (!way.todo || ++steps > MOST_STEPS) return way.at;
      // The last one is tried first.
      waiting.push(...waysOn(way.todo.what, way.todo.rest, way.at));
    }
    return undefined;
  };

  /** The ways on from here, the one to be tried first at the end. */
  const waysOn = (what: Part, rest: Todo, at: number): Way[] => {
    switch (what.is) {
      case 'letter':
        return at < text.length && what.takes(text[at]!) ? [{ todo: rest, at: at + 1 }] : [];
      case 'sequence':
        return [{ todo: what.parts.reduceRight((later, part) => ({ what: part, rest: later }), rest), at }];
      case 'either':
        return what.ways.map((way) => ({ todo: { what: way, rest }, at })).reverse();
      case 'repeated':
        return waysRound(what, 0, rest, at);
      case 'round':
        return at > what.from || what.count <= what.of.least ? waysRound(what.of, what.count, rest, at) : [];
      default:
        return holds(what, at) ? [{ todo: rest, at }] : [];
    }
  };

  const waysRound = (of: Repeated, count: number, rest: Todo, at: number): Way[] => {
    const round: Round = { is: 'round', of, count: count + 1, from: at };
    const more = count < of.most ? [{ todo: { what: of.part, rest: { what: round, rest } }, at }] : [];
    const enough = count >= of.least ? [{ todo: rest, at }] : [];
    return of.isLazy ? [...more, ...enough] : [...enough, ...more];
  };

  const holds = (
    what: Exclude<Part, { is: 'letter' | 'sequence' | 'either' | 'repeated' | 'round' }>,
    at: number,
  ): boolean => {
    if (what.is === 'here') return at === what.at;
    if (what.is === 'look') return looks(what, at) !== what.isNegative;
    if (what.is === 'begin') return at === 0 || (isMultiline && text[at - 1] === '\n');
    if (what.is === 'end') return at === text.length || (isMultiline && text[at] === '\n');
    return (isWord(text[at - 1]) !== isWord(text[at])) === (what.is === 'edge');
  };

  const looks = ({ part, isBehind }: Extract<Node, { is: 'look' }>, at: number): boolean => {
    if (!isBehind) return endOf({ todo: { what: part, rest: undefined }, at }) !== undefined;
    const todo = { what: part, rest: { what: { is: 'here', at }, rest: undefined } } as const;
    // Ours look back a letter or two.
    for (let from = at; from >= Math.max(0, at - 4); from--)
      if (endOf({ todo, at: from }) !== undefined) return true;
    return false;
  };

  for (let at = 0; at <= text.length && steps < MOST_STEPS; )
    at = Math.max(endOf({ todo: { what: root, rest: undefined }, at }) ?? at, at + 1);
  return steps;
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /\w/.test(letter);
}
