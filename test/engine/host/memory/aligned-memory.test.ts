import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { alignedBytes, alignedRegion, isAligned } from '../../../../src/engine/host/memory/aligned-memory.ts';
import { largePages, withLargePages } from '../../../../src/engine/host/memory/large-pages.ts';

const MIB = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), 'isowright-memory-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('memory for direct reads and writes is as long as asked for, zeros, and knows its pages', () => {
  for (const bytes of [alignedBytes(0), alignedBytes(700), alignedBytes(MIB), alignedRegion(5 * MIB)]) {
    expect(isAligned(bytes)).toBe(true);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  }
  expect(alignedBytes(700)).toHaveLength(700);
  expect(isAligned(alignedBytes(MIB).subarray(512))).toBe(false);
});

test('the variable is added to what the person tuned', () => {
  expect(withLargePages({ HOME: '/h' })).toEqual({ HOME: '/h', GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' });
  expect(withLargePages({ GLIBC_TUNABLES: 'glibc.malloc.arena_max=1' }).GLIBC_TUNABLES).toBe(
    'glibc.malloc.arena_max=1:glibc.malloc.hugetlb=1',
  );
});

/** What a process with this environment finds: where its regions begin, what the kernel says of them. */
function regionsIn(environment: NodeJS.ProcessEnv): {
  offsets: number[];
  aligned: boolean[];
  directErrors: string[];
  zeros: boolean;
  largeKiB: number;
} {
  const script = `
    import fs from 'node:fs';
    import { alignedRegion, isAligned } from ${JSON.stringify(join(process.cwd(), 'src/engine/host/memory/aligned-memory.ts'))};
    const regions = Array.from({ length: 4 }, (_, index) => alignedRegion((5 + 9 * index) * ${MIB}));
    const zeros = regions.every((region) => Buffer.compare(region, new Uint8Array(region.length)) === 0);
    const fd = fs.openSync(${JSON.stringify(join(folder, 'direct'))}, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_DIRECT);
    const directErrors = [];
    for (const region of regions) {
      region.fill(0xa5);
      try { fs.writeSync(fd, region, 0, ${4 * MIB}, 0); fs.readSync(fd, region, 0, ${4 * MIB}, 0); }
      catch (error) { directErrors.push(error.code); }
    }
    const smaps = fs.readFileSync('/proc/self/smaps', 'latin1');
    const largeKiB = [...smaps.matchAll(/^AnonHugePages: +(\\d+)/gm)].reduce((sum, [, kib]) => sum + Number(kib), 0);
    console.log(JSON.stringify({ offsets: regions.map(({ byteOffset }) => byteOffset), aligned: regions.map(isAligned), directErrors, zeros, largeKiB }));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      env: environment,
      encoding: 'utf8',
      timeout: 60_000,
    }),
  );
}

test('the kernel takes every region for direct reads and writes, with large pages or without', () => {
  const plain = regionsIn({ PATH: process.env.PATH });
  expect(plain).toMatchObject({ offsets: [0, 0, 0, 0], directErrors: [], zeros: true });
  const large = regionsIn(withLargePages({ PATH: process.env.PATH }));
  expect(large).toMatchObject({ aligned: [true, true, true, true], directErrors: [], zeros: true });
  if (hasLargePages()) {
    expect(large.offsets).toEqual([4080, 4080, 4080, 4080]);
    expect(large.largeKiB).toBeGreaterThan(32 * 1024);
  }
});

test('where /proc cannot be looked into there are no large pages, and no failure', () => {
  const before = process.env.GLIBC_TUNABLES;
  Object.assign(process.env, withLargePages({}));
  try {
    expect(largePages(MIB, folder)).toBeUndefined();
  } finally {
    if (before === undefined) delete process.env.GLIBC_TUNABLES;
    else process.env.GLIBC_TUNABLES = before;
  }
});

/** The GNU C library, and a kernel that gives large pages to who asks for them. */
function hasLargePages(): boolean {
  const { glibcVersionRuntime } = (process.report.getReport() as { header: { glibcVersionRuntime?: string } })
    .header;
  const enabled = readFileSync('/sys/kernel/mm/transparent_hugepage/enabled', 'latin1');
  return glibcVersionRuntime !== undefined && !enabled.includes('[never]');
}
