import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXml } from '../../../../../src/engine/bytes/formats/xml/read-xml.ts';
import { escapeXml } from '../../../../../src/engine/bytes/formats/xml/references.ts';
import type { XmlElement } from '../../../../../src/engine/bytes/formats/xml/xml-element.ts';

const read = (text: string) => {
  const elements: XmlElement[] = [];
  const trouble = readXml(text, (element) => void elements.push(element));
  return { trouble, elements };
};

test('elements are told with their paths, attributes and texts', () => {
  const { trouble, elements } = read(
    '\ufeff<?xml version="1.0"?>\r\n<!-- <a> & -->\n<r a="1" b=\'>"\'><x>t&amp;u</x><y/><![CDATA[<&]]><z k="v" /></r >\n',
  );
  expect(trouble).toBeUndefined();
  expect(elements.map(({ path, text }) => [path, text])).toEqual([
    ['r', ''],
    ['r/x', 't&amp;u'],
    ['r/y', ''],
    ['r/z', ''],
  ]);
  expect([...(elements[0]?.attributes ?? [])]).toEqual([
    ['a', '1'],
    ['b', '>"'],
  ]);
});

test.each([
  ['<a>\n<b></a>', 'other-closed', 2, 4],
  ['<a>\n  <b>', 'not-closed', 2, 6],
  ['<a b="1" b="2"/>', 'attribute-twice', 1, 1],
  ['<a b=1/>', 'attribute', 1, 1],
  ['<a"x"/>', 'attribute', 1, 1],
  ['<a>x & y</a>', 'reference', 1, 9],
  ['<a>&#0;</a>', 'reference', 1, 8],
  ['<a b="&nbsp;"/>', 'reference', 1, 1],
  ['<a>1 < 2</a>', 'markup', 1, 6],
  ['<a/><b/>', 'second-root', 1, 5],
  ['', 'no-root', 1, 1],
  ['text', 'text-outside', 1, 1],
  ['<a/>text', 'text-outside', 1, 5],
  [' <?xml version="1.0"?><a/>', 'declaration', 1, 2],
  ['<!DOCTYPE a><a/>', 'doctype', 1, 1],
  ['<!-- a -- b --><a/>', 'comment', 1, 1],
  ['<a>\u0001</a>', 'character', 1, 4],
  ['<a>]]></a>', 'markup', 1, 4],
  ['<a b="', 'markup', 1, 1],
  ['<a>'.repeat(300), 'too-deep', 1, 769],
] as const)('%j is not well formed: %s', (text, problem, line, column) => {
  expect(read(text).trouble).toMatchObject({ problem, line, column });
});

test('whatever is escaped can stand in a text and in an attribute', () => {
  const text = fc.string({
    unit: fc.constantFrom('&', '<', '>', '"', "'", ';', '#', ' ', 'ä', '日', '💾', 'x', ']'),
  });
  fc.assert(
    fc.property(text, (given) => {
      const escaped = escapeXml(given);
      const { trouble, elements } = read(`<a b="${escaped}">${escaped}</a>`);
      expect(trouble).toBeUndefined();
      expect(elements[0]?.attributes.get('b')).toBe(escaped);
    }),
  );
});

test('any text ends, and a large one is read in a line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '/', '"', '!', '-', 'a', ' ', '=', '?', '[') }),
      (text) => void read(text),
    ),
  );
  for (const text of [
    `<a ${' '.repeat(200_000)}`,
    `<a>${'&'.repeat(200_000)}</a>`,
    `<a ${'b="" '.repeat(2000)}`,
  ])
    expect(read(text).trouble).toBeDefined();
});
