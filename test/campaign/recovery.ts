import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeRecovery, saidInside } from '../fakes/recovery-judge.ts';
import { Guest, type Mode, pause } from './guest.ts';

// npm run campaign:recovery [-- IMAGE [MODE|small|german…]]: a recovery image is made (without IMAGE) and started in QEMU in each mode: the wizard on
// the screen and on the serial line, the shell, one Node until the serial line asks, the medium refused. About a minute a mode.

const [given, ...asked] = process.argv.slice(2);
const all = ['bios-cd', 'bios-usb', 'uefi-cd', 'uefi-usb', 'sb-cd', 'sb-usb'] as const;
const isWhole = asked.length === 0;
const modes = all.filter((mode) => isWhole || asked.includes(mode));
const room = mkdtempSync(join(tmpdir(), 'isowright-recovery-campaign-'));
const MEGABYTES = 512;
/** What a BIOS computer must have at least. */
const LEAST_MEGABYTES = 256;

function made(): string {
  const path = join(room, 'recovery.iso');
  execFileSync(process.execPath, ['dist/main.js', 'recovery', '--plain', '--quiet', '-o', path], {
    stdio: 'inherit',
    timeout: 1_800_000,
  });
  const judged = join(room, 'judged');
  mkdirSync(judged);
  judgeRecovery(path, judged);
  const [said = ''] = saidInside(judged, [['isowright', '--version']]);
  rmSync(judged, { recursive: true });
  console.log(`image: isowright ${said.trim()}, ${(statSync(path).size / 2 ** 20).toFixed(1)} MiB`);
  return path;
}

function demand(is: boolean, what: string, said: string): void {
  if (!is) throw new Error(`${what}\n${said}`);
}

/** The drive with this serial number, in a line of the guest's shell: without udev, lsblk knows none of sticks. */
const deviceOf = (serial: string): string => `$(isowright devices --plain | grep ${serial} | cut -d" " -f1)`;

/** An empty stick beside the medium. */
function emptyStick(): string[] {
  const path = join(room, 'stick.img');
  writeFileSync(path, '');
  truncateSync(path, 256 << 20);
  return [
    ...['-drive', `if=none,id=stick,format=raw,file=${path}`, '-device', 'qemu-xhci,id=second'],
    ...['-device', 'usb-storage,bus=second.0,drive=stick,removable=on,serial=EMPTY1'],
  ];
}

async function check(image: string, mode: Mode, megabytes = MEGABYTES): Promise<string> {
  const startedAt = Date.now();
  const seconds = (): string => ((Date.now() - startedAt) / 1000).toFixed(0);
  const guest = await Guest.start({ image, mode, megabytes, more: emptyStick() });
  try {
    await guest.wait(/isowright recovery\. Enter/, 240);
    const askedAfter = seconds();
    guest.type('s\r');
    await guest.wait(/# /, 30);
    const screen = await guest.run(
      'for i in $(seq 60); do grep -aq "What would you like" /dev/vcs1 && break; sleep 1; done; cat /dev/vcs1 | fold -w 80',
      150,
    );
    demand(/What would you like/.test(screen.said), 'no wizard on the screen', screen.said);
    const screenAfter = seconds();
    const nodes = await guest.run('ps | grep -c "[/]usr/bin/node"', 20);
    demand(/^1$/m.test(nodes.said), 'more than one Node', nodes.said);
    const memory = await guest.run('free -m | grep Mem', 20);
    const devices = await guest.run('isowright devices --plain', 120);
    const isStick = mode.endsWith('usb');
    demand(!isStick || /the medium this runs from/.test(devices.said), 'the medium is offered', devices.said);
    const boot = isStick
      ? await guest.run(
          `isowright write --plain --yes --expect-serial BOOT1 /usr/bin/node --raw ${deviceOf('BOOT1')}`,
          120,
        )
      : undefined;
    demand(boot === undefined || boot.status === 5, 'the medium can be written', boot?.said ?? '');
    const stick = await guest.run(
      `isowright write --plain --yes --test off --expect-serial EMPTY1 --raw /usr/bin/busybox ${deviceOf('EMPTY1')}`,
      240,
    );
    demand(stick.status === 0, 'another stick cannot be written', stick.said);
    guest.type('wizard\r');
    await guest.wait(/What would you like/, 150);
    return `asks after ${askedAfter} s, wizard on the screen after ${screenAfter} s, on the serial line after ${seconds()} s;${memory.said
      .replaceAll(/\s+/g, ' ')
      .replace(/^.*Mem:/, ' MB of memory:')
      .replace(/M\w+=.*$/, '')}`;
  } finally {
    guest.stop();
  }
}

/** The second entry of the menu: the wizard speaks German, and the key beside T gives a z. */
async function checkGerman(image: string): Promise<string> {
  const keys = join(room, 'keys');
  const more = ['-qmp', `unix:${keys},server=on,wait=off`];
  const guest = await Guest.start({ image, mode: 'bios-cd', megabytes: MEGABYTES, more });
  try {
    await guest.wait(/boot:/, 60);
    guest.type('2\r');
    await guest.wait(/isowright recovery\. Enter: der Assistent/, 240);
    guest.type('s\r');
    await guest.wait(/# /, 30);
    const screen = await guest.run(
      'for i in $(seq 60); do grep -aq "Was m.*chten Sie" /dev/vcs1 && break; sleep 1; done; cat /dev/vcs1 | fold -w 80',
      150,
    );
    demand(/Was m.*chten Sie/.test(screen.said), 'no German wizard on the screen', screen.said);
    await guest.run('chvt 2; sleep 2', 30);
    await pressed(keys, 'y');
    const typed = await guest.run('sleep 2; tr -d " " < /dev/vcs2', 30);
    // It waits for Enter before it becomes a shell.
    demand(/console\.z/.test(typed.said), 'no German keyboard', typed.said);
    return 'wizard in German, keyboard too';
  } finally {
    guest.stop();
  }
}

/** A key of the guest's keyboard, named as it is on an American one. */
async function pressed(path: string, key: string): Promise<void> {
  const socket = connect(path);
  socket.write('{"execute":"qmp_capabilities"}\n');
  const wanted = { execute: 'send-key', arguments: { keys: [{ type: 'qcode', data: key }] } };
  socket.write(`${JSON.stringify(wanted)}\n`);
  await pause(1000);
  socket.destroy();
}

let failed = 0;

async function tried(what: string, check: () => Promise<string>): Promise<void> {
  try {
    console.log(`${what}: ${await check()}`);
  } catch (error) {
    failed++;
    console.log(`${what}: FAILED ${error instanceof Error ? error.message : error}`);
  }
}

try {
  const image = given ?? made();
  for (const mode of modes) await tried(mode, () => check(image, mode));
  if (isWhole || asked.includes('small'))
    await tried(`bios-cd, ${LEAST_MEGABYTES} MB`, () => check(image, 'bios-cd', LEAST_MEGABYTES));
  if (isWhole || asked.includes('german')) await tried('German', () => checkGerman(image));
} finally {
  rmSync(room, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
