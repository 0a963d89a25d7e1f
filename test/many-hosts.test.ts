import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plan } from '../src/engine/contract/plan/plan.ts';

test('the plan for many hosts in the docs is one that `run` accepts, once a host has filled it in', () => {
  const page = readFileSync('docs/many-hosts.md', 'utf8');
  const [, template = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const facts: Record<string, string> = {
    stick_path: '/dev/disk/by-id/usb-A',
    stick_serial: '4C53',
    stick_bytes: '8000000000',
  };
  const filled = template.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => facts[name] ?? 'missing');
  expect(plan.parse(JSON.parse(filled))).toMatchObject({
    do: 'write',
    targets: [{ expect: { serial: '4C53', sizeBytes: 8_000_000_000 } }],
  });
});
