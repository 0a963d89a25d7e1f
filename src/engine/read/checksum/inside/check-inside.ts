import type { ListVerdict } from '../../../contract/events/list-verdict.ts';
import type { Image } from '../../../contract/ports/image.ts';
import type { Check } from '../check.ts';
import { type Checked, checkedImage } from '../checked-source.ts';
import { patchJudge } from './boot-patched.ts';
import type { FoundInside } from './find-inside.ts';
import { comesInOrder } from './named-file.ts';
import { PassingFiles } from './passing-files.ts';
import { readApart } from './read-apart.ts';
import { failureOf, verdictOf } from './verdict.ts';

export interface CheckInside {
  readonly path: string;
  readonly signal: AbortSignal;
  /** Files that do not come in order are read once more, after all others. */
  readonly onApart: (doneBytes: number, totalBytes: number) => void;
  /** What came out, good or bad; before `settle` ends. */
  readonly onVerdicts: (verdicts: readonly ListVerdict[]) => void;
}

/** An image that holds the files its own checksum files name against them, while it is read to its end and in `settle`. */
export function checkedInside(
  image: Image & Partial<Checked>,
  found: FoundInside,
  options: CheckInside,
): Image & Checked {
  const from = found.lists.map(({ list }) => `${options.path}: ${list.checksumFile}`);
  const make = () => [insideCheck(image, found, from[0] ?? '', options)];
  const checked = checkedImage(image, { make, mapped: image.mapped }, () => undefined);
  return { ...checked, checkedAgainst: [...(image.checkedAgainst ?? []), ...from] };
}

function insideCheck(image: Image, found: FoundInside, from: string, options: CheckInside): Check {
  const { lists, files, damage } = found;
  const inOrder = damage ? [] : files.filter(({ entry }) => comesInOrder(entry, image.sizeBytes));
  const isPassing = new Set(inOrder);
  const apart = damage ? [] : files.filter((file) => !isPassing.has(file));
  const passing = new PassingFiles(inOrder);
  return {
    from,
    isWeak: true,
    update: (bytes) => passing.update(bytes),
    async settle(seen = image) {
      if (damage) throw damage;
      const totalBytes = apart.reduce((sum, { entry }) => sum + entry.sizeBytes, 0);
      if (totalBytes > 0) options.onApart(0, totalBytes);
      await readApart(seen, apart, {
        imagePath: options.path,
        signal: options.signal,
        onRead: (doneBytes) => options.onApart(doneBytes, totalBytes),
      });
      const isPatched = patchJudge(seen, options.path);
      const all = await Promise.all(lists.map((list) => verdictOf(list, isPatched)));
      options.onVerdicts(all);
      const failure = failureOf(options.path, all);
      if (failure) throw failure;
    },
  };
}
