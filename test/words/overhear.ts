/** Fixed texts of a sentence, between what it is told: names may be cut, these may not. */
export type Heard = readonly string[];

const TOLD = '\u0001';

/** Listens to a table of sentences: what is asked of it from now on is in the list. The table still says the same. */
export function overhear(table: object): Heard[] {
  const heard: Heard[] = [];
  listen(table, (sentence) => heard.push(sentence.split(TOLD)));
  return heard;
}

function listen(table: object, hear: (sentence: string) => void): void {
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'object' && value !== null) listen(value, hear);
    else if (typeof value === 'string')
      Object.defineProperty(table, key, {
        enumerable: true,
        get: () => {
          hear(value);
          return value;
        },
      });
    else if (typeof value === 'function')
      Object.defineProperty(table, key, {
        enumerable: true,
        value: (...told: unknown[]) => {
          const said = value(...told);
          const fixed = value(...told.map(hidden));
          if (typeof fixed === 'string') hear(fixed);
          return said;
        },
      });
  }
}

/** Texts it was told, also those inside of what it was told. */
function hidden(told: unknown): unknown {
  if (typeof told === 'string') return TOLD;
  if (Array.isArray(told)) return told.map(hidden);
  if (typeof told !== 'object' || told === null) return told;
  return Object.fromEntries(Object.entries(told).map(([key, one]) => [key, hidden(one)]));
}
