import { Failure } from '../../ports/failure.ts';

/** Says what is wrong with an image, and where. */
export type Damaged = (what: string, atByte?: number) => Failure;

/** For an image by its path. */
export function damageOf(path: string): Damaged {
  return (what, atByte) =>
    new Failure('source-damaged', { path, what, ...(atByte !== undefined && { atByte }) });
}
