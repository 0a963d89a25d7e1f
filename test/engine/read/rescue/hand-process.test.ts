import { closeSync, constants, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fileMedium } from '../../../../src/engine/read/rescue/file-medium.ts';
import type { Hand, HandAnswer, HandOrder } from '../../../../src/engine/read/rescue/hand.ts';
import type { HandOutput } from '../../../../src/engine/read/rescue/hand-outputs.ts';
import { giveOutput, startHand } from '../../../../src/engine/read/rescue/hand-process.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { temporaryFolder } from '../../author/making.ts';

const SIZE = (1 << 20) + 512;
const room = temporaryFolder();
const bytes = seededBytes(SIZE);
const hands: Hand[] = [];
afterEach(() => {
  for (const hand of hands.splice(0)) hand.leave();
});

async function handAt(name: string): Promise<Hand> {
  const path = join(room, name);
  writeFileSync(path, bytes);
  const hand = await startHand(fileMedium(path), {});
  hands.push(hand);
  return hand;
}

/** Its answer to one order. */
function answered(hand: Hand, order: HandOrder): Promise<HandAnswer | undefined> {
  const answer = new Promise<HandAnswer | undefined>((resolve) => hand.onAnswer(resolve));
  hand.send(order);
  return answer;
}

const growing = (fd: number): HandOutput => ({ id: 0, fd, isFresh: true, headBytes: 0 });

const readAll = (id: number): HandOrder => ({
  ...{ do: 'read', id, atByte: 512, lengthBytes: 1 << 20 },
  ...{ stepBytes: 0, stops: false, back: false },
});

test('who has looked at a medium reads it into the output that it is given', async () => {
  const hand = await handAt('medium.img');
  const looked = await answered(hand, { do: 'look', id: 1, atByte: 0, lengthBytes: 512 });
  expect(looked?.bytes).toBe(Buffer.from(bytes.subarray(0, 512)).toString('base64'));
  const path = join(room, 'output.img');
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT);
  expect(await giveOutput(hand, growing(fd))).toBe(true);
  expect(await answered(hand, readAll(2))).toMatchObject({ id: 2, sums: [{ atByte: 512 }] });
  expect(
    readFileSync(path)
      .subarray(512)
      .equals(Buffer.from(bytes.subarray(512))),
  ).toBe(true);
  closeSync(fd);
});

test('it writes to no other file than the one that is meant', async () => {
  const hand = await handAt('other.img');
  const path = join(room, 'somebodys.txt');
  writeFileSync(path, 'kept');
  const order: HandOrder = { do: 'output', id: 0, outputId: 0, path, key: 'file 1:1 1', isFresh: true };
  expect(await answered(hand, order)).toMatchObject({ id: 0, writeErrno: 'ESTALE' });
  await answered(hand, readAll(1));
  expect(readFileSync(path, 'utf8')).toBe('kept');
});

test('one that has ended takes no output, and is not waited for any longer than a moment', async () => {
  const hand = await handAt('gone.img');
  hand.leave();
  const fd = openSync(join(room, 'gone-output.img'), constants.O_RDWR | constants.O_CREAT);
  expect(await giveOutput(hand, growing(fd))).toBe(false);
  closeSync(fd);
});
