// `npm start`: set up, then the wizard; the practice job where there is no terminal; `npm start -- devices` any command.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { node, root, setUp } from './setup.mjs';

setUp();
const given = process.argv.slice(2);
const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
const args = given.length === 0 && !isTerminal ? ['practice', '--plain'] : given;
const child = spawn(node, [join(root, 'dist/main.js'), ...args], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
// The terminal sends its signals to the whole group: the program decides, not this wrapper.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

function forward(signal) {
  // SIGINT reached the child already; the others came to this process alone.
  if (signal !== 'SIGINT') child.kill(signal);
}
