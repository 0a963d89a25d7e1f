import { ascii, literal } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { u64le } from '../../codec/u64.ts';

/** linux-ntfs documentation, "$LogFile": a restart page. */
const restartPage = struct('ntfsRestartPage', 30, [
  field('magic', literal(...ascii('RSTR')), 'Restart Page 0x00'),
  field('updateSequenceAt', u16le, 'Restart Page 0x04'),
  field('updateSequenceCount', u16le, 'Restart Page 0x06'),
  field('checkedTo', u64le, 'Restart Page 0x08'),
  field('systemPageBytes', u32le, 'Restart Page 0x10'),
  field('logPageBytes', u32le, 'Restart Page 0x14'),
  field('restartAreaAt', u16le, 'Restart Page 0x18'),
  field('minorVersion', u16le, 'Restart Page 0x1A'),
  field('majorVersion', u16le, 'Restart Page 0x1C'),
]);

const restartArea = struct('ntfsRestartArea', 16, [
  field('logNumber', u64le, 'Restart Area 0x00'),
  field('clients', u16le, 'Restart Area 0x08'),
  field('freeClients', u16le, 'Restart Area 0x0A'),
  field('clientsInUse', u16le, 'Restart Area 0x0C'),
  field('flags', u16le, 'Restart Area 0x0E'),
]);

const NO_CLIENT = 0xffff;
const VOLUME_IS_CLEAN = 0x2;

/**
 * Whether the log says that the volume was put away: no program has it in use, or it says so. A log that was never begun is full
 * of ones.
 *
 * @param page the beginning of $LogFile
 */
export function isLogClean(page: Uint8Array): boolean {
  if (page.length < restartPage.sizeBytes || page.subarray(0, 4).every((byte) => byte === 0xff)) return true;
  let isRestart = true;
  const { restartAreaAt } = restartPage.decode(page, {
    onNote: ({ field: name }) => {
      if (name === 'magic') isRestart = false;
    },
  });
  if (!isRestart || restartAreaAt + restartArea.sizeBytes > page.length) return false;
  const area = restartArea.decode(page, { atByte: restartAreaAt, onNote: () => {} });
  return area.clientsInUse === NO_CLIENT || (area.flags & VOLUME_IS_CLEAN) !== 0;
}
