/** What undoing and restoring did to a drive; sentences that begin with its name. */
export const undone = {
  nothingToDo: (target: string) => `${target} is as it was before the write`,
  kept: (target: string, size: string) =>
    `${target}: ${size} were kept: partition tables, superblocks, both ends`,
  allBack: 'nothing else was overwritten: everything is as before the write',
  gone: (size: string, atByte: string) =>
    `${size} from byte ${atByte} on were overwritten and are gone: files that lay there are lost`,
  goneUpTo: (size: string, atByte: string) =>
    `up to ${size} from byte ${atByte} on were overwritten and are gone: files that lay there are lost`,
  hurt: (partitions: string) => `${partitions} lost content; check before use`,
  whole: (numbers: string) => `whole again: partition ${numbers}`,
  restored: (fileSystem: string, size: string) => `holds one empty ${fileSystem} partition of ${size}`,
};
