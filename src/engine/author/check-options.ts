import type { AuthorOptions } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';

/**
 * The options as they are carried out.
 *
 * @throws Failure `usage` for options that contradict each other; before the folder is looked at
 */
export function checkedOptions(options: AuthorOptions): AuthorOptions {
  checkTrees(options);
  if (!options.zisofs) return options;
  checkPacking(options);
  // Only Rock Ridge says that a file is packed: others would show what nobody can use.
  return { ...options, joliet: false, udf: false };
}

function checkTrees(options: AuthorOptions): void {
  if (options.relocate && (options.iso9660 === false || !options.rockRidge))
    refuse('folders are relocated by Rock Ridge, and there is none');
  if (options.iso9660 !== false) return;
  if (options.udf === false) refuse('without ISO 9660 and without UDF there is no file system left');
  if (options.md5) refuse('the checksum stands in a descriptor of ISO 9660, and UDF alone has none');
  if (options.isoLevel !== undefined) refuse('UDF alone has no level of ISO 9660');
}

function checkPacking(options: AuthorOptions): void {
  if (options.iso9660 === false || !options.rockRidge)
    refuse('files are packed by zisofs as Rock Ridge says it, and there is none');
  if (options.udf) refuse('UDF cannot say that a file is packed by zisofs: leave one of them out');
  if (options.checksums)
    refuse('checksums of files are made from the image, where zisofs has packed them: leave one out');
  if (options.padChanged) refuse('a file that changes cannot be padded once zisofs has packed it');
}

function refuse(problem: string): never {
  throw new Failure('usage', { problem });
}
