import { bytesOf, bytesText } from './bytes.ts';
import type { Value } from './option.ts';
import { secondsOf } from './seconds.ts';

/** How a value that is said becomes one that stands in a plan, and back. */
export interface Codec<S> {
  /** Undefined: nothing is put. */
  stored(value: Value): S | undefined;
  /** Undefined for what a plan holds anyway. */
  said(stored: S): Value | undefined;
}

const one = (value: Value): string => (typeof value === 'string' ? value : value.join(','));

/** On when it is said. */
export const optIn: Codec<boolean> = {
  stored: (value) => (value === 'on' ? true : undefined),
  said: (stored) => (stored ? 'on' : undefined),
};

/** Off when it is said. */
export const optOut: Codec<boolean> = {
  stored: (value) => (value === 'off' ? false : undefined),
  said: (stored) => (stored ? undefined : 'off'),
};

/** Where nothing is said, something else decides. */
export const onOrOff: Codec<boolean> = {
  stored: (value) => value === 'on',
  said: (stored) => (stored ? 'on' : 'off'),
};

export const words: Codec<string> = { stored: one, said: (stored) => stored };

/** One of a few words. */
export function wordOf<S extends string>(...values: readonly S[]): Codec<S> {
  return {
    stored: (value) => values.find((known) => known === value),
    said: (stored) => stored,
  };
}

export const wholeNumber: Codec<number> = {
  stored(value) {
    return /^\d+$/.test(one(value)) ? Number(one(value)) : undefined;
  },
  said: (stored) => String(stored),
};

/** A number of bytes. */
export const byteCount: Codec<number> = {
  stored: (value) => bytesOf(one(value)),
  said: (stored) => bytesText(stored),
};

/** A number of bytes, or what is left. */
export const sizeOrRest: Codec<'rest' | number> = {
  stored: (value) => (one(value) === 'rest' ? 'rest' : bytesOf(one(value))),
  said: (stored) => (stored === 'rest' ? stored : bytesText(stored)),
};

/** A number of bytes. */
export const size: Codec<number> = {
  stored: (value) => bytesOf(one(value)),
  said: (stored) => bytesText(stored),
};

/** Unix seconds. A number of four digits would be read as a year. */
export const time: Codec<number> = {
  stored: (value) => secondsOf(one(value)),
  said: (stored) => (/^\d{4}$/.test(String(stored)) ? new Date(stored * 1000).toISOString() : String(stored)),
};

export const texts: Codec<string[]> = {
  stored: (value) => (typeof value === 'string' ? [value] : [...value]),
  said: (stored) => (stored.length === 0 ? undefined : stored),
};
