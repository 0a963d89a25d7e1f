import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerFile, asksForAnswers } from '../../../../src/engine/author/sticks/windows/answers.ts';
import { readXml } from '../../../../src/engine/bytes/formats/xml/read-xml.ts';
import type { XmlElement } from '../../../../src/engine/bytes/formats/xml/xml-element.ts';
import { isAccount, isKeyboard, LOCALE } from '../../../../src/engine/contract/plan/installer-options.ts';

type Asked = Parameters<typeof answerFile>[0];

function elementsOf(asked: Asked, ...processors: Parameters<typeof answerFile>[1]): XmlElement[] {
  const elements: XmlElement[] = [];
  const trouble = readXml(
    answerFile(asked, processors.length > 0 ? processors : ['amd64']),
    (one) => void elements.push(one),
  );
  expect(trouble).toBeUndefined();
  return elements;
}

const passes = (elements: readonly XmlElement[]) =>
  elements.flatMap(({ path, attributes }) => (path === 'unattend/settings' ? [attributes.get('pass')] : []));
const textsOf = (elements: readonly XmlElement[], name: string) =>
  elements.flatMap(({ path, text }) => (path.endsWith(`/${name}`) ? [text] : []));

test('the first pass is always there: without it, Windows Setup ignores the one that follows', () => {
  expect(passes(elementsOf({ answerNetwork: true }))).toEqual(['windowsPE', 'specialize', 'oobeSystem']);
  expect(passes(elementsOf({ answerAccount: 'Ada' }))).toEqual(['windowsPE', 'oobeSystem']);
  expect(passes(elementsOf({ answerHardware: true }))).toEqual(['windowsPE']);
});

test('no answer erases or chooses a disk', () => {
  const all: Asked = {
    answerAccount: 'Ada',
    answerHardware: true,
    answerNetwork: true,
    answerPrivacy: true,
    answerLanguage: 'de-DE',
    answerRegion: 'de-AT',
    answerKeyboard: '0407:00000407',
  };
  const file = answerFile(all, ['amd64', 'arm64']);
  expect(file).not.toMatch(/Disk|Partition|InstallTo|ImageInstall/);
  expect(file).toMatchSnapshot();
});

test('what Windows 11 checks is skipped, each in its order', () => {
  const elements = elementsOf({ answerHardware: true });
  expect(textsOf(elements, 'Path').map((path) => /\/v (\w+)/.exec(path)?.[1])).toEqual([
    'BypassTPMCheck',
    'BypassSecureBootCheck',
    'BypassRAMCheck',
  ]);
  expect(textsOf(elements, 'Order')).toEqual(['1', '2', '3']);
});

test('region and keyboard follow the language, and stay questions without one', () => {
  const german = elementsOf({ answerLanguage: 'de-DE' });
  expect(textsOf(german, 'InputLocale')).toEqual(['de-DE', 'de-DE']);
  expect(textsOf(german, 'UserLocale')).toEqual(['de-DE', 'de-DE']);
  const swiss = elementsOf({
    answerLanguage: 'de-DE',
    answerRegion: 'de-CH',
    answerKeyboard: '0807:00000807',
  });
  expect(textsOf(swiss, 'UILanguage')).toEqual(['de-DE', 'de-DE', 'de-DE']);
  expect(textsOf(swiss, 'InputLocale')).toEqual(['0807:00000807', '0807:00000807']);
  expect(textsOf(elementsOf({ answerKeyboard: 'de-DE' }), 'UILanguage')).toEqual([]);
});

test('nothing that was asked for is no answer', () => {
  expect(asksForAnswers({})).toBe(false);
  expect(asksForAnswers({ answerPrivacy: true })).toBe(true);
});

test.each([
  'Administrator',
  'GUEST',
  '',
  ' Ada',
  'Ada ',
  'Ada.',
  '...',
  'a/b',
  'a@b',
  'a"b',
  'tab\t',
  'x'.repeat(21),
  '\ud800',
])('%j is no account', (name) => expect(isAccount(name)).toBe(false));

test('whatever is an account stands in the file as it was typed', () => {
  const named = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(isAccount);
  const odd = fc.constantFrom("O'Brien", 'Ärger', '日本', '(x)', '$1', '`id`');
  fc.assert(
    fc.property(fc.oneof(named, odd), (name) => {
      const [found = ''] = textsOf(elementsOf({ answerAccount: name }), 'Name');
      expect(found.replaceAll('&apos;', "'")).toBe(name.trim());
    }),
  );
});

test('languages and keyboards are those that Windows has names for', () => {
  for (const good of ['de-DE', 'sr-Latn-RS', 'es-419', 'fil-PH', 'ca-ES-valencia'])
    expect(LOCALE.test(good), good).toBe(true);
  for (const bad of ['de', 'german', 'de_DE', 'DE-de', '<x>', 'de-DE; x'])
    expect(LOCALE.test(bad), bad).toBe(false);
  expect([
    isKeyboard('0407:00000407'),
    isKeyboard('de-CH'),
    isKeyboard('407'),
    isKeyboard('0407:407'),
  ]).toEqual([true, true, false, false]);
});
