import type { Systeminformation } from 'systeminformation';
import type { DiskHint, SystemHints } from './facts.ts';
import { hasUsbBlocks } from './linux/usb-blocks.ts';
import { within } from './within.ts';

/** One call of it may run smartctl on every disk; sleeping ones need seconds to wake. */
const CALL_LIMIT_MS = 8000;

/** Asks systeminformation, and keeps the last answer: a slow machine lists at once and knows more the next time. */
export interface Hints {
  /** The newest answer that comes within `patienceMs`; else the one before; else nothing. */
  read(patienceMs: number): Promise<SystemHints>;
}

export function createHints(ask: () => Promise<SystemHints> = systemInformation()): Hints {
  let last: SystemHints = { disks: [] };
  let running: Promise<SystemHints> | undefined;
  const start = () =>
    ask()
      .then((hints) => {
        last = hints;
        return hints;
      })
      .finally(() => {
        running = undefined;
      });
  return {
    read: (patienceMs) => {
      running ??= start();
      return within(running, patienceMs, () => last);
    },
  };
}

/**
 * The three lists at the same time; one that fails or does not come is empty. On Linux `diskLayout` is asked once: it
 * sends SMART commands to every disk, which wakes sleeping ones and upsets some sticks while they are written. Of the others
 * only names of what hangs on USB are news there, and each starts programs of its own.
 */
function systemInformation(): () => Promise<SystemHints> {
  let layout: Promise<Systeminformation.DiskLayoutData[]> | undefined;
  return async () => {
    // A large package; whoever only opens a drive need not load it.
    const { blockDevices, diskLayout, usb } = await import('systeminformation');
    const isLinux = process.platform === 'linux';
    if (!isLinux) layout = undefined;
    layout ??= within(diskLayout(), CALL_LIMIT_MS, () => []);
    if (isLinux && !hasUsbBlocks()) return { disks: joinHints([], await layout, []) };
    const [blocks, disks, usbDevices] = await Promise.all([
      within(blockDevices(), CALL_LIMIT_MS, () => []),
      layout,
      within(usb(), CALL_LIMIT_MS, () => []),
    ]);
    return { disks: joinHints(blocks, disks, usbDevices) };
  };
}

/** Joins the three by device path; a USB device can only be found by its serial. */
export function joinHints(
  blocks: readonly Systeminformation.BlockDevicesData[],
  disks: readonly Systeminformation.DiskLayoutData[],
  usbDevices: readonly Systeminformation.UsbData[],
): DiskHint[] {
  const paths = new Set([
    ...disks.map((disk) => disk.device),
    ...blocks.filter((block) => block.type === 'disk' || block.type === 'rom').map(pathOf),
  ]);
  return [...paths].filter(Boolean).map((path) => {
    const block = blocks.find((candidate) => pathOf(candidate) === path);
    const disk = disks.find((candidate) => candidate.device === path);
    return hintOf(path, usbDevices, block, disk);
  });
}

function hintOf(
  path: string,
  usbDevices: readonly Systeminformation.UsbData[],
  block?: Systeminformation.BlockDevicesData,
  disk?: Systeminformation.DiskLayoutData,
): DiskHint {
  const serial = (disk?.serialNum || block?.serial || '').trim();
  const plug = serial === '' ? undefined : usbDevices.find((device) => device.serialNumber === serial);
  const transport = plug ? 'usb' : (block?.protocol || disk?.interfaceType || '').toLowerCase();
  return {
    path,
    sizeBytes: disk?.size || block?.size || 0,
    model: disk?.name || block?.model || plug?.name || '',
    vendor: disk?.vendor || plug?.vendor || '',
    serial,
    transport: transport === 'pcie' ? 'nvme' : transport,
    removable: transport === 'usb' || block?.removable === true,
    optical: block?.type === 'rom',
  };
}

/** A CD drive has no `device`. */
function pathOf(block: Systeminformation.BlockDevicesData): string {
  return block.device || (block.name ? `/dev/${block.name}` : '');
}
