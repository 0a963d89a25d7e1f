import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JobEvent } from '../../src/engine/contract/events/events.ts';
import { type Receipt, sealed } from '../../src/engine/write/receipt/receipt.ts';
import { BLOCK, blockMap } from '../engine/read/checksum/block-map-of.ts';
import { type CliProcess, type CliRan, isowright, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';

// Nobody can make it say "proved" of anything else: the real program, with a source that changes under it, and with files
// beside the source that lie. Targets are files that stand in for drives.

const MIB = 1 << 20;
const SIZE = 256 * MIB;
const withPython = testWith('tool:python3');
const always = testWith();

let folder = '';
/** A file system that does not note when a mapped page is written to. */
let memory = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-integrity-'));
  memory = mkdtempSync('/dev/shm/isowright-integrity-');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(memory, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** What says that this file is meant. */
const sure = (drive: string): string[] => [
  '--file-target',
  '--yes',
  '--expect-size',
  String(statSync(drive).size),
];
const targetOf = (ran: CliRan) => ran.done?.report.targets?.[0];

function driveFile(name: string, sizeBytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return path;
}

/** Other bytes of the same CRC-32 in the last MiB of every eight, through a mapping: no time of the file tells. */
const CHANGE = `
import mmap, sys
with open(sys.argv[1], "r+b") as file:
    mapped = mmap.mmap(file.fileno(), 0)
    for at in range(7 << 20, len(mapped), 8 << 20):
        for place, bits in enumerate((0x41, 0x06, 0x71, 0xDB, 0x01)):
            mapped[at + 777 + place] ^= bits
`;

/** Changes the source while the job stands still: it cannot come first. */
async function changeMapped(path: string, job: CliProcess): Promise<void> {
  const folderNote = await job.waitFor((event) => event.event === 'note' && event.code === 'job-folder');
  const jobFolder = folderNote.event === 'note' ? folderNote.path! : '';
  const { pid } = JSON.parse(readFileSync(join(jobFolder, 'process.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGSTOP');
  try {
    const before = statSync(path, { bigint: true });
    execFileSync('python3', ['-c', CHANGE, path], { timeout: 30_000 });
    const after = statSync(path, { bigint: true });
    expect([after.mtimeNs, after.ctimeNs]).toEqual([before.mtimeNs, before.ctimeNs]);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const phaseIs =
  (phase: string) =>
  (event: JobEvent): boolean =>
    event.event === 'phase' && event.phase === phase;

for (const phase of ['write', 'flush', 'verify'])
  withPython(
    `a source whose bytes change in phase ${phase}, and no time of it, is proved as what was hashed, or not at all`,
    async () => {
      const source = join(memory, `${phase}.img`);
      const first = Buffer.alloc(SIZE, seededBytes(MIB, 5));
      writeFileSync(source, first);
      const drive = driveFile(`${phase}.drive`, SIZE + MIB);
      const job = startIsowright(['write', source, drive, ...sure(drive)]);
      await job.waitFor(phaseIs(phase));
      await changeMapped(source, job);
      const ran = await job.ended;
      const target = targetOf(ran);
      const isThere = sha256(readFileSync(drive).subarray(0, SIZE));
      if (ran.status === 0) {
        expect(target).toMatchObject({ ok: true, state: 'proved', sha256: isThere });
        expect(ran.done?.report.source?.sha256).toBe(isThere);
      } else {
        expect(ran).toMatchObject({ status: 7, done: { report: { failure: { code: 'source-changed' } } } });
        expect(target?.state).not.toBe('proved');
      }
      // Whatever came out, the drive did nothing wrong.
      expect(target).toMatchObject({ mismatches: [] });
      expect(target?.repaired).toBeUndefined();
      expect(ran.events.filter(({ event }) => event === 'bad')).toEqual([]);
      if (phase !== 'write') expect(isThere).toBe(sha256(first));
    },
  );

always(
  'a source that is written to while it is read, and gets its times back, ends the job with 7',
  async () => {
    const source = join(folder, 'times.img');
    writeFileSync(source, Buffer.alloc(SIZE, seededBytes(MIB, 6)));
    const drive = driveFile('times.drive', SIZE + MIB);
    // The drive is as quick as memory: the change has to come first, after the program has looked at the file.
    const job = startIsowright(['write', source, drive, ...sure(drive)]);
    await job.waitFor(phaseIs('write'));
    execFileSync('touch', ['-r', source, `${source}.times`]);
    execFileSync('dd', [
      'if=/dev/zero',
      `of=${source}`,
      'bs=1M',
      'seek=250',
      'count=1',
      'conv=notrunc,fsync',
      'status=none',
    ]);
    execFileSync('touch', ['-r', `${source}.times`, source]);
    const ran = await job.ended;
    const isThere = sha256(readFileSync(drive).subarray(0, SIZE));
    if (ran.status === 0) expect(targetOf(ran)).toMatchObject({ state: 'proved', sha256: isThere });
    else {
      expect(ran).toMatchObject({ status: 7, done: { report: { failure: { code: 'source-changed' } } } });
      expect(
        readFileSync(drive)
          .subarray(0, MIB)
          .every((byte) => byte === 0),
      ).toBe(true);
    }
  },
);

always(
  'a block map that names one block of many spares no byte that holds data, and verify says what it compared',
  () => {
    const image = seededBytes(8 * MIB, 7);
    const source = join(folder, 'map.img');
    writeFileSync(source, image);
    writeFileSync(`${source}.bmap`, blockMap(image, [[0, 0]]));
    const drive = driveFile('map.drive', 9 * MIB);
    const before = isowright(['verify', source, drive, '--file-target', '--json']);
    expect(before.status).toBe(6);
    const ran = isowright(['write', source, drive, ...sure(drive), '--json']);
    expect(ran.status).toBe(0);
    expect(ran.events).toContainEqual(expect.objectContaining({ code: 'block-map-leaves-out' }));
    expect(targetOf(ran)).toMatchObject({ state: 'proved', verifiedBytes: 8 * MIB });
    const stored = readFileSync(drive);
    expect(Buffer.compare(stored.subarray(0, 8 * MIB), image)).toBe(0);
    const equal = isowright(['verify', source, drive, '--file-target', '--json']);
    expect(equal.status).toBe(0);
    expect(targetOf(equal)).toMatchObject({ verifiedBytes: 8 * MIB, mappedBytes: 8 * MIB });
    expect(isowright(['verify', source, drive, '--file-target']).stdout).not.toContain('everything is equal');
    // Without a drive, the map alone is no answer.
    expect(isowright(['verify', source, '--json'])).toMatchObject({
      status: 7,
      done: { report: { failure: { code: 'source-damaged' } } },
    });
    stored[5 * MIB + 3] = 255 - stored[5 * MIB + 3]!;
    writeFileSync(drive, stored);
    expect(isowright(['verify', source, drive, '--file-target']).status).toBe(6);
  },
);

always('a block map of no blocks is refused and said, and named it ends the job with 7', () => {
  const image = seededBytes(4 * MIB, 8);
  const source = join(folder, 'none.img');
  writeFileSync(source, image);
  writeFileSync(`${source}.bmap`, blockMap(image, []));
  const drive = driveFile('none.drive', 5 * MIB);
  const ran = isowright(['write', source, drive, ...sure(drive), '--json']);
  expect(ran.status).toBe(0);
  expect(ran.events).toContainEqual(expect.objectContaining({ code: 'block-map-refused' }));
  expect(targetOf(ran)).toMatchObject({ state: 'proved', sha256: sha256(image) });
  expect(Buffer.compare(readFileSync(drive).subarray(0, 4 * MIB), image)).toBe(0);
  const named = ['write', source, drive, '--bmap', `${source}.bmap`, ...sure(drive), '--json'];
  expect(isowright(named)).toMatchObject({
    status: 7,
    done: { report: { failure: { code: 'source-damaged' } } },
  });
  writeFileSync(`${source}.bmap`, blockMap(image.subarray(0, 4 * BLOCK), [[0, 3]]));
  const other = isowright(['verify', source, drive, '--file-target', '--json']);
  expect(other.status).toBe(0);
  expect(targetOf(other)).toMatchObject({ verifiedBytes: 4 * MIB });
  expect(isowright(['verify', source]).status).toBe(7);
});

always(
  'a receipt with the hash of another image proves nothing, although its pieces are on the drive',
  () => {
    const source = join(folder, 'receipt.img');
    const image = seededBytes(9 * MIB, 9);
    writeFileSync(source, image);
    const drive = driveFile('receipt.drive', 10 * MIB);
    const path = join(folder, 'honest.json');
    const write = ['write', source, drive, '--receipt', path, ...sure(drive)];
    expect(isowright(write).status).toBe(0);
    expect(isowright(['verify', path, drive, '--file-target']).status).toBe(0);
    const { sha256: _seal, ...honest } = JSON.parse(readFileSync(path, 'utf8')) as Receipt;
    const lying = sealed({
      ...honest,
      source: { ...honest.source, sha256: sha256(seededBytes(9 * MIB, 10)) },
    });
    const forged = join(folder, 'forged.json');
    writeFileSync(forged, JSON.stringify(lying));
    const ran = isowright(['verify', forged, drive, '--file-target', '--json']);
    expect(ran).toMatchObject({ status: 7, done: { report: { failure: { code: 'receipt-invalid' } } } });
    expect(targetOf(ran)).toMatchObject({ ok: false });
    expect(targetOf(ran)?.state).not.toBe('proved');
  },
);
