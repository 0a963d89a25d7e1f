import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readNamesNow } from './read.ts';

/** Whether any block device hangs on a USB bus: the way to it, which /sys tells out of the kernel's memory, leads over one. */
export function hasUsbBlocks(folder = '/sys/class/block'): boolean {
  return readNamesNow(folder).some((name) => /\/usb\d+\//.test(wayTo(join(folder, name))));
}

/** '' for one that went away meanwhile. */
function wayTo(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
