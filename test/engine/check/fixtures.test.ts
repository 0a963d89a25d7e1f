import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import { cpuTimeOf } from '../../fakes/cpu-time.ts';
import { showing } from '../../oracles/conformance.ts';
import { imageOf } from './image-bytes.ts';

// Images of other people, two of them hostile: answers, not hangs.

const folder = resolve('../shared/fixtures');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.xz')) : [];

function unpacked(name: string): Uint8Array {
  const { stdout } = spawnSync('xz', ['-dc', `${folder}/${name}`], { maxBuffer: 64 << 20, timeout: 20_000 });
  return new Uint8Array(stdout);
}

async function found(bytes: Uint8Array): Promise<string[]> {
  const { result, cpuMs } = await cpuTimeOf(() => checkImage(imageOf(bytes)));
  expect(cpuMs).toBeLessThan(1000);
  const rules = new Set(result.map(({ rule }) => rule));
  return [...rules].sort();
}

const expected: Readonly<Record<string, readonly string[]>> = {
  'iso_joliet_utf16be_overflow.iso.xz': ['iso.path-table.record', 'iso.path-table.tree'],
  'iso_rockridge_ce_loop.iso.xz': ['iso.record.extent', 'susp.ce.loop'],
};

for (const name of names.filter((one) => one !== 'iso_rockridge_ce_loop.iso.xz'))
  test(`${name} gets an answer in less than a second`, async () => {
    expect(await found(unpacked(name))).toEqual(expected[name] ?? []);
  });

if (names.length > 0)
  showing(
    { cases: [38], judge: 'our verifier', needs: ['tool:xz'] },
    'a loop of continuation areas is named',
    async () => {
      const name = 'iso_rockridge_ce_loop.iso.xz';
      expect(await found(unpacked(name))).toEqual(expected[name]);
    },
  );

test('whatever bytes there are, there is an answer', async () => {
  const clean = unpacked('iso_rockridge.iso.xz').slice(0, 200 * 2048);
  for (let seed = 1; seed <= 300; seed++) {
    const bytes = clean.slice();
    let state = seed;
    for (let i = 0; i < 40; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      bytes[16 * 2048 + (state % (bytes.length - 16 * 2048))] = state >>> 24;
    }
    await checkImage(imageOf(bytes));
  }
});

test('no image at all: that is said', async () => {
  expect(await found(new Uint8Array(0))).toEqual(['iso.primary.missing']);
  expect(await found(new Uint8Array(1 << 20))).toEqual(['iso.primary.missing']);
});
