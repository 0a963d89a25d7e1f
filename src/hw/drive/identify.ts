import { Failure } from '../../engine/contract/failure/failure.ts';
import type { ExpectedDrive } from '../../engine/contract/ports/machine.ts';
import type { BlockFacts } from '../facts.ts';
import { serialsOf } from '../judge/identity.ts';

/**
 * Compares a device with what a person saw and confirmed; fields that were not seen are not compared.
 *
 * @throws Failure `target-changed` naming the first field that differs
 */
export function demandIdentity(target: string, expected: ExpectedDrive, found: BlockFacts): void {
  const difference = differenceOf(expected, found);
  if (difference) throw new Failure('target-changed', { target, ...difference });
}

interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

function differenceOf(expected: ExpectedDrive, found: BlockFacts): Difference | undefined {
  const { sizeBytes, serial, deviceNumber, diskSequence } = expected;
  const serials = serialsOf(found);
  const sameSerial =
    serial === undefined || (serial === '' ? serials.length === 0 : serials.includes(serial));
  if (!sameSerial) return { field: 'serial', expected: serial || 'none', found: serials[0] ?? 'none' };
  if (sizeBytes !== undefined && sizeBytes !== found.sizeBytes)
    return { field: 'size', expected: `${sizeBytes} bytes`, found: `${found.sizeBytes} bytes` };
  if (deviceNumber !== undefined && deviceNumber !== found.deviceNumber)
    return { field: 'device-number', expected: deviceNumber, found: found.deviceNumber };
  if (diskSequence !== undefined && found.diskSequence !== undefined && diskSequence !== found.diskSequence)
    return { field: 'disk-sequence', expected: `${diskSequence}`, found: `${found.diskSequence}` };
  return undefined;
}
