import { expect, test } from 'vitest';
import { outputPath } from '../../../src/screens/wizard/output.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { shownSteps } from '../../../src/screens/wizard/steps.ts';
import { atSource, Driver, fineDryRun } from '../drive-wizard.ts';

// "Make a rescue stick": nothing is chosen that it is made of.

const atOutput = (driver = new Driver()) => driver.keys('end', 'up', 'up', 'up', 'enter');

/** At the options, the output being looked at. */
function atOptions(): Driver {
  const driver = atOutput();
  const path = outputPath(driver.asking.output);
  return driver.do({ do: 'output-found', path, facts: undefined }).keys('enter');
}

test('it asks where the image goes, how it is made, and starts; a name with the day is offered', () => {
  const { asking } = atOutput();
  expect(shownSteps(asking.answers).map(({ id }) => id)).toEqual(['task', 'output', 'options', 'summary']);
  expect(asking.step).toBe('output');
  expect(asking.output.name.text).toBe('isowright-rescue-2026-11-22.iso');
});

test('the answers become a plan, and what it needs is looked for beforehand', () => {
  const driver = atOptions();
  expect(driver.asking.step).toBe('options');
  driver.keys('enter');
  expect(driver.asking.step).toBe('summary');
  const { fixedTime, ...plan } = makePlan(driver.asking) ?? {};
  expect(plan).toEqual({
    v: 1,
    do: 'recovery',
    output: { path: outputPath(driver.asking.output), replace: false },
  });
  expect(fixedTime).toBeTypeOf('number');
  expect(driver.keys('enter').wizard.at).toBe('asking');
  expect(driver.dryRun(fineDryRun).keys('enter').wizard.at).toBe('running');
});

test('a name that was typed for it stays when the person comes back to it, and is none for a folder', () => {
  const driver = atOutput().type('x');
  const typed = driver.asking.output.name.text;
  driver.keys('escape', 'enter');
  expect(driver.asking.output.name.text).toBe(typed);
  const other = atSource('make').type('tools').keys(' ');
  expect(other.asking.output.name.text).not.toContain('rescue');
});
