import { afterEach, expect, test } from 'vitest';
import { complaintText } from '../../src/words/complaints.ts';
import { inEnglish, speak } from '../../src/words/language.ts';
import { planned } from './planned.ts';

afterEach(() => speak('en'));

/** What each language makes of the same wrong words. */
async function said(argv: readonly string[], language: 'en' | 'de'): Promise<string> {
  await speak(language);
  return (await planned(argv)).said;
}

test.each([
  [['devices', '--jsom'], 'unbekannte Option „--jsom“\n(Gemeint war vielleicht --json?)'],
  [['frobnicate'], 'unbekannter Befehl „frobnicate“'],
  [['write', 'x.iso'], 'Das Argument „target“ fehlt'],
  [['devices', 'a', 'b'], 'zu viele Argumente: 0 erwartet, 2 angegeben: a, b'],
  [['make', '/tree'], 'Die Option „-o, --output <Datei>“ fehlt'],
  [['ls', 'x.iso', '--size'], 'Bei der Option „--size <SpaltenxZeilen>“ fehlt der Wert'],
  [['devices', '--lang', 'fr'], 'Möglich sind en, de.'],
  [['completion', 'tcsh'], 'Ergänzungen gibt es für bash, zsh, fish, pwsh, nicht für „tcsh“'],
  [['attach', '--pause', '--stop'], 'nur eines von --pause, --continue und --stop'],
  [['--plain'], 'Der Assistent braucht ein Terminal, auch mit --plain.'],
])('what is wrong with %j is said in German', async (argv, german) => {
  expect(await said(argv, 'de')).toContain(german);
  expect(await said(argv, 'en')).not.toMatch(/Fehler|ü|„/);
});

test.each([
  "error: unknown option '--a'b'",
  "error: unknown command 'x\ny'",
  "error: missing required argument 'target'",
  "error: required option '-o, --output <file>' not specified",
  "error: option '--size <text>' argument missing",
  "error: option '--lang <lang>' argument 'it's' is invalid. Allowed choices are en, de.",
  "error: too many arguments for 'devices'. Expected 0 arguments but got 1: a.",
  "error: too many arguments for 'ls'. Expected 1 argument but got 2: a, b.",
  '(Did you mean --json?)',
  '(Did you mean one of --a, --b?)',
  'error: something new',
])('in English %j stays as the parser says it', (complaint) => {
  expect(complaintText(complaint)).toBe(complaint);
});

test('a question without a terminal is asked in German, and in English of programs', async () => {
  await speak('de');
  const { printed, said } = await planned(['--json', 'completion', 'tcsh']);
  expect(said).toContain('nicht für „tcsh“');
  expect(JSON.parse(printed).report.failure.facts.problem).toContain('not for "tcsh"');
});

test('drives that cannot be written are told in German', async () => {
  await speak('de');
  const { printed } = await planned(['devices']);
  expect(printed).toBe('Im Moment kann auf kein Laufwerk geschrieben werden.\n');
  expect(inEnglish(() => complaintText('(Did you mean x?)'))).toBe('(Did you mean x?)');
});
