import { join } from 'node:path';
import { killRescues } from './rescue-kills.ts';

// npm run campaign:rescue [-- COUNT [SEED]]: a rescue is killed (SIGKILL) at random moments, COUNT times (200).

const program = process.env.ISOWRIGHT_PROGRAM ?? join(process.cwd(), 'dist/main.js');
const { kills, rounds, wrong } = await killRescues(
  Number(process.argv[2] ?? 200),
  Number(process.argv[3] ?? 1),
  program,
);
for (const text of wrong) console.error(`WRONG ${text}`);
console.log(JSON.stringify({ kills, rounds, wrong: wrong.length }));
process.exit(wrong.length === 0 ? 0 : 1);
