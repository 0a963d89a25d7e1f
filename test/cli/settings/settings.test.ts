import { expect, test } from 'vitest';
import { type Known, settingsOf } from '../../../src/cli/settings/settings.ts';

const plain: Known = {
  lang: undefined,
  environment: {},
  jobsFolder: '/home/ann/.local/state/isowright/jobs',
  lists: [],
};
const said = (known: Partial<Known>) =>
  settingsOf({ ...plain, ...known }).map(({ name, value, origin }) => [
    name,
    value,
    origin.from,
    origin.name,
  ]);

test('nothing is set: what is used is a default', () => {
  expect(said({})).toEqual([
    ['language', 'en', 'default', ''],
    ['jobs', plain.jobsFolder, 'default', ''],
  ]);
});

test.each<[Known['environment'], Known['lang'], string[]]>([
  [{ LANG: 'de_AT.UTF-8' }, undefined, ['language', 'de', 'environment', 'LANG']],
  [{ LANG: 'de_AT.UTF-8', LC_ALL: 'C' }, undefined, ['language', 'en', 'environment', 'LC_ALL']],
  [{ ISOWRIGHT_LANG: 'de', LC_ALL: 'C' }, undefined, ['language', 'de', 'environment', 'ISOWRIGHT_LANG']],
  [{ LC_MESSAGES: '', LANG: 'fr_FR' }, undefined, ['language', 'en', 'environment', 'LANG']],
  [{ ISOWRIGHT_LANG: 'de' }, 'en', ['language', 'en', 'option', '--lang']],
])('the language of %j and --lang %s', (environment, lang, wanted) => {
  expect(said({ environment, lang })[0]).toEqual(wanted);
});

test('a state folder that was chosen is named by its variable; one that was not taken is not', () => {
  const environment = { XDG_STATE_HOME: '/srv/state' };
  expect(said({ environment, jobsFolder: '/srv/state/isowright/jobs' })[1]?.slice(2)).toEqual([
    'environment',
    'XDG_STATE_HOME',
  ]);
  expect(said({ environment })[1]?.slice(2)).toEqual(['default', '']);
});

test('each protected serial comes with the file that it stands in', () => {
  const lists = [
    { path: '/etc/isowright/never-touch.json', serials: ['A', 'B'] },
    { path: '/home/ann/.config/isowright/never-touch.json', serials: ['B'] },
  ];
  expect(said({ lists }).slice(2)).toEqual([
    ['never-touch', 'A', 'file', '/etc/isowright/never-touch.json'],
    ['never-touch', 'B', 'file', '/etc/isowright/never-touch.json'],
    ['never-touch', 'B', 'file', '/home/ann/.config/isowright/never-touch.json'],
  ]);
});

test('the time of images is told when it is fixed', () => {
  expect(said({ environment: { SOURCE_DATE_EPOCH: '0' } })[2]).toEqual([
    'source-date',
    '0',
    'environment',
    'SOURCE_DATE_EPOCH',
  ]);
});
