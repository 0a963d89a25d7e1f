import { stat } from 'node:fs/promises';

/** An image, or a partition in it. */
export interface PartitionPath {
  readonly imagePath: string;
  /** As its table counts them; absent: the image itself. */
  readonly number?: number;
}

const NUMBERED = /^(.+)@(\d{1,4})$/s;

/** `disk.img@2` is partition 2 of `disk.img`, of a file or a device. What is there under the whole name goes first. */
export async function partitionPath(path: string): Promise<PartitionPath> {
  const [, imagePath, number] = NUMBERED.exec(path) ?? [];
  if (imagePath === undefined || (await isThere(path)) || !(await isThere(imagePath)))
    return { imagePath: path };
  return { imagePath, number: Number(number) };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
