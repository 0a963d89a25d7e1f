import { t } from '../../words/language.ts';
import type { Key } from './key.ts';

/** A key as a person calls it. */
export function keyName(key: Key): string {
  const names: { readonly [key: string]: string } = t().screens.keys.names;
  return Object.hasOwn(names, key) ? (names[key] ?? key) : key;
}
