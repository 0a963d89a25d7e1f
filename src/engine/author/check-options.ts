import type { AuthorOptions } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';

/** @throws Failure `usage` for options that contradict each other; before the folder is looked at */
export function checkOptions(options: AuthorOptions): void {
  if (options.relocate && (options.iso9660 === false || !options.rockRidge))
    refuse('folders are relocated by Rock Ridge, and there is none');
  if (options.iso9660 !== false) return;
  if (options.udf === false) refuse('without ISO 9660 and without UDF there is no file system left');
  if (options.md5) refuse('the checksum stands in a descriptor of ISO 9660, and UDF alone has none');
  if (options.isoLevel !== undefined) refuse('UDF alone has no level of ISO 9660');
}

function refuse(problem: string): never {
  throw new Failure('usage', { problem });
}
