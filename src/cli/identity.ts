import { Failure } from '../engine/contract/failure/failure.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';

/** What a target was said to be. */
export interface Expected {
  readonly size: number | undefined;
  readonly serial: string | undefined;
}

/** Given once it holds for all; repeated, one a target in order. */
export function expectations(
  given: readonly string[] | undefined,
  paths: readonly string[],
  what: string,
): (string | undefined)[] {
  if (!given || given.length === 0) return paths.map(() => undefined);
  if (given.length === 1) return paths.map(() => given[0]);
  if (given.length === paths.length) return [...given];
  throw usageFailure(() => t().cli.usage.expectations(given.length, `--expect-${what}`, paths.length));
}

export function bytesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw usageFailure(() => t().cli.usage.expectSize(text));
  return Number(text);
}

/** @throws Failure `identity-mismatch`, with the serials of `drives` where another one was expected */
export function compareIdentity(
  target: string,
  { sizeBytes, serial }: Pick<Drive, 'sizeBytes' | 'serial'>,
  expect: Expected,
  drives: readonly Drive[] = [],
): void {
  if (expect.size !== undefined && expect.size !== sizeBytes) {
    throw new Failure('identity-mismatch', {
      target,
      field: 'size',
      expected: `${expect.size} bytes`,
      found: `${sizeBytes} bytes`,
    });
  }
  if (expect.serial !== undefined && expect.serial !== serial) {
    throw new Failure('identity-mismatch', {
      target,
      field: 'serial',
      expected: expect.serial,
      found: serial || 'none',
      ...serialsOf(drives),
    });
  }
}

/** More than anybody has plugged in. */
const SERIALS_AT_MOST = 40;

/** A serial that was mistyped is told by those there are; drives without one cannot be meant. */
function serialsOf(drives: readonly Drive[]): { readonly serials?: readonly string[] } {
  const serials = drives
    .filter(({ serial }) => serial !== '')
    .slice(0, SERIALS_AT_MOST)
    .map(({ path, serial }) => `${serial} (${path})`);
  return serials.length === 0 ? {} : { serials };
}
