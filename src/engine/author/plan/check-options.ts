import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';

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
    throw usageRefused({ reason: 'relocation-without-rock-ridge' });
  if (options.iso9660 !== false) return;
  if (options.udf === false) throw usageRefused({ reason: 'no-file-system' });
  if (options.md5) throw usageRefused({ reason: 'md5-without-iso9660' });
  if (options.isoLevel !== undefined) throw usageRefused({ reason: 'level-without-iso9660' });
}

function checkPacking(options: AuthorOptions): void {
  if (options.iso9660 === false || !options.rockRidge)
    throw usageRefused({ reason: 'zisofs-without-rock-ridge' });
  if (options.udf) throw usageRefused({ reason: 'zisofs-with-udf' });
  if (options.checksums) throw usageRefused({ reason: 'zisofs-with-checksums' });
  if (options.padChanged) throw usageRefused({ reason: 'zisofs-with-padding' });
}
