import { stat } from 'node:fs/promises';
import { driveImage } from '../engine/image/drive-image.ts';
import { FirstBytes } from '../engine/image/first-bytes.ts';
import { openSource } from '../engine/image/open-source.ts';
import type { Inspectable } from '../engine/inspect/sight.ts';
import { isUrl } from '../engine/plan/source-path.ts';
import type { Face } from './face.ts';
import { absolutePath } from './sources.ts';
import { readTargets } from './targets.ts';

export interface OpenInspectable extends Inspectable {
  close(): Promise<void>;
}

/** Of what is packed: enough for partition tables, volumes and what they name near the beginning. */
const MOST_UNPACKED_BYTES = 64 << 20;

/**
 * An image file, a packed one, an address, or a whole drive, for looking into. Nothing can be written through it.
 *
 * @throws Failure what opening sources and drives may throw
 */
export async function openInspectable(path: string, face: Face): Promise<OpenInspectable> {
  const place = isUrl(path) ? path : absolutePath(path, face);
  if (!isUrl(path) && (await isDevice(place))) return openDrive(place, face);
  const source = await openSource(place, { leavesSha256: true });
  return 'read' in source ? source : FirstBytes.of(source, MOST_UNPACKED_BYTES);
}

async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isBlockDevice() ?? false;
}

async function openDrive(path: string, face: Face): Promise<OpenInspectable> {
  const [target] = await readTargets([path], {}, face);
  const expect = target?.kind === 'drive' ? target.expect : {};
  return driveImage(await face.machine.openDrive(target!.path, expect, { purpose: 'read' }));
}
