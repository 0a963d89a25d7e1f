import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { planned } from './planned.ts';

// `recovery --onto DRIVE`: what is made goes onto a drive afterwards.

const room = mkdtempSync(join(tmpdir(), 'isowright-onto-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));
const drive = join(room, 'drive.img');
writeFileSync(drive, Buffer.alloc(4096));
const image = join(room, 'out.iso');
const call = ['recovery', '-o', image, '--onto', drive, '--file-target'];

test('a question that nobody can answer is asked before the image is made, not minutes later', async () => {
  const { exitCode, said, plan } = await planned(call);
  expect(said).toContain('there is no terminal to ask in');
  expect([exitCode, plan]).toEqual([2, undefined]);
});

test('another drive than the named one is refused before the image is made', async () => {
  const { exitCode, plan } = await planned([...call, '--yes', '--expect-size', '512']);
  expect([exitCode, plan]).toEqual([5, undefined]);
});

test('the drive is written with what was made', async () => {
  const { exitCode, plan } = await planned([...call, '--yes', '--expect-size', '4096']);
  expect(exitCode).toBe(0);
  expect(plan).toMatchObject({
    do: 'write',
    source: { kind: 'image', path: image },
    targets: [{ kind: 'file', path: drive, sizeBytes: 4096 }],
    verify: true,
  });
});

test('a dry run says both, each with the command that does it', async () => {
  const words = [...call, '--yes', '--expect-size', '4096', '--dry-run'];
  const { exitCode, printed } = await planned(words, { environment: { SOURCE_DATE_EPOCH: '1' } });
  expect(exitCode).toBe(0);
  expect(printed).toContain(`SOURCE_DATE_EPOCH=1 isowright recovery -o ${image}\n`);
  expect(printed).toContain(`isowright write ${image} ${drive} --expect-size 4096 --file-target --yes`);
});
