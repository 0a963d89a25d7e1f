import { t } from './language.ts';

const BEHIND_PATH = ': ';

/** A fact that may be the code of what is no name, by itself or behind a path; whatever else it is stays as it is. */
export function thingText(fact: string): string {
  const at = fact.lastIndexOf(BEHIND_PATH);
  const from = at < 0 ? 0 : at + BEHIND_PATH.length;
  const code = fact.slice(from);
  const { things } = t();
  return Object.hasOwn(things, code) ? fact.slice(0, from) + String(Reflect.get(things, code)) : fact;
}
