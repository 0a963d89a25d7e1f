import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tooOldNode } from '../../src/door/node-version.ts';

test('an old Node is named before anything is loaded that it cannot load', () => {
  expect(tooOldNode('20.20.2')).toContain('this is 20.20.2');
  expect(tooOldNode('22.14.0')).toContain('22.15 or newer');
});

test('the Node that package.json asks for is not too old, nor is this one', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  const least: string = engines.node.replace('>=', '');
  expect(tooOldNode(`${least}.0`)).toBeUndefined();
  expect(tooOldNode(least.replace(/\d+$/, (minor) => String(Number(minor) - 1)))).toBeDefined();
  expect(tooOldNode('24.0.0')).toBeUndefined();
  expect(tooOldNode()).toBeUndefined();
});
