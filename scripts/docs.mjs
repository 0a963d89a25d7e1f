// npm run docs   writes the option tables of docs/command-line.md, man/isowright.1 and docs/troubleshooting.md anew from the program itself.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from '../src/cli/commands.ts';
import { manPage } from './docs/man-page.ts';
import { withOptionTables } from './docs/option-tables.ts';
import { troubleshootingPage } from './docs/troubleshooting.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const page = join(root, 'docs/command-line.md');

writeFileSync(page, withOptionTables(readFileSync(page, 'utf8'), commands));
writeFileSync(join(root, 'man/isowright.1'), manPage(commands, version));
writeFileSync(join(root, 'docs/troubleshooting.md'), troubleshootingPage());
