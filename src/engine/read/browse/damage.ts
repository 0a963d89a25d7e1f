import { Failure } from '../../contract/failure/failure.ts';

const DAMAGE: readonly string[] = [
  'source-damaged',
  'source-truncated',
  'source-unreadable',
  // A sector of a disc that holds no data, within what should.
  'source-unsupported',
];

/** Whether it is damage of one file or folder, while others may be whole. */
export function isDamage(error: unknown): error is Failure {
  return error instanceof Failure && DAMAGE.includes(error.code);
}
