import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

// measured.js PROGRAM ARG…: runs a program and says how much memory the largest process of it and its children held.

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: 'inherit' });
let mostKiB = 0;
const timer = setInterval(() => look(child.pid), 20);
child.on('close', (code) => {
  clearInterval(timer);
  console.log(JSON.stringify({ maxRssMiB: Math.round(mostKiB / 1024) }));
  process.exit(code ?? 1);
});

/** The kernel keeps the high-water mark of each process: nothing is lost between two looks but the very end. */
function look(pid: number | undefined): void {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    mostKiB = Math.max(mostKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const grandchild of children.split(' ').filter(Boolean)) look(Number(grandchild));
  } catch {
    // It ended meanwhile.
  }
}
