import { fileKey } from '../../engine/contract/ports/device-number.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';

/** `LOOP_GET_STATUS64` of each loop device that may be asked; without losetup, and for strangers, none. */
export async function askLosetup(limitMs: number): Promise<Map<string, string>> {
  const { status, stdout } = await runTool(
    'losetup',
    ['--list', '--json', '--output', 'NAME,BACK-INO,BACK-MAJ:MIN'],
    limitMs,
  );
  return status === 0 ? parseLosetup(stdout) : new Map();
}

/** Kernel name → key of the file behind it. */
export function parseLosetup(json: string): Map<string, string> {
  try {
    const rows: Record<string, unknown>[] = JSON.parse(json).loopdevices ?? [];
    return new Map(
      rows.flatMap((row) => {
        const told = (key: string): string => String(row[key] ?? '').trim();
        const [inode, device] = [told('back-ino'), told('back-maj:min')];
        const isTold = /^\d+$/.test(inode) && /^\d+:\d+$/.test(device) && inode !== '0';
        return isTold ? [[told('name').replace(/^\/dev\//, ''), fileKey(device, inode)] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
