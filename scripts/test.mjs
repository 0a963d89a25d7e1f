// `npm test`: everything this machine can run. Types, lint and format, then the tests; names what was skipped.
// `npm test -- unit` (or oracles, rigs) runs one part; further arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, root, setUp } from './setup.mjs';

const PARTS = ['unit', 'oracles', 'rigs'];

setUp();
const given = process.argv.slice(2);
const parts = given.filter((word) => PARTS.includes(word));
const more = given.filter((word) => !PARTS.includes(word));
const reports = mkdtempSync(join(tmpdir(), 'isowright-test-'));
const report = join(reports, 'report.json');
const environment = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };

const steps =
  given.length > 0
    ? [vitest()]
    : [tool('tsc', '--noEmit'), tool('biome', 'check', '--error-on-warnings', '.'), vitest()];
const failedSteps = steps.filter((step) => !step()).length;
const { passed, failed, skipped } = counts();
rmSync(reports, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed + (failed === 0 ? failedSteps : 0)} failed, ${skipped} skipped`);
process.exit(failedSteps > 0 || passed === 0 ? 1 : 0);

function tool(name, ...args) {
  return () => {
    console.log(`\n— ${name}`);
    return (
      spawnSync(join(root, 'node_modules/.bin', name), args, {
        cwd: root,
        stdio: 'inherit',
        env: environment,
      }).status === 0
    );
  };
}

function vitest() {
  const projects = parts.flatMap((part) => ['--project', part]);
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...projects, ...more];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return () =>
    spawnSync(node, [...args, ...reporters], { cwd: root, stdio: 'inherit', env: environment }).status === 0;
}

function counts() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
