import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { lineChannel } from '../../../../src/engine/jobs/process/channel.ts';

test('a partner whose connection is reset does not bring the program down', async () => {
  const input = new PassThrough();
  const channel = lineChannel(input, new PassThrough());
  const heard: unknown[] = [];
  channel.onMessage((message) => heard.push(message));
  input.write('{"a":1}\nnot json\n');
  await new Promise(setImmediate);
  input.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  await new Promise(setImmediate);
  channel.send({ b: 2 });
  expect(heard).toEqual([{ a: 1 }]);
});

test('a partner that does not read misses progress and nothing else', async () => {
  const output = new PassThrough({ highWaterMark: 1 });
  const channel = lineChannel(new PassThrough(), output);
  const text = 'x'.repeat(300 << 10);
  channel.send({ event: 'note', text });
  channel.send({ event: 'progress' });
  channel.send({ event: 'done' });
  output.end();
  let said = '';
  for await (const piece of output) said += piece;
  expect(said).toContain('"done"');
  expect(said).not.toContain('"progress"');
});

test('a partner that says null, a number or a list is not listened to, and brings nobody down', async () => {
  const input = new PassThrough();
  const heard: unknown[] = [];
  lineChannel(input, new PassThrough()).onMessage((message) => heard.push(message.token));
  input.write('null\n5\n[]\n"text"\n{"token":1}\n');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(heard).toEqual([1]);
});
