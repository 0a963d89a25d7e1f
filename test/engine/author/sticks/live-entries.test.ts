import { expect, test } from 'vitest';
import { hasLiveEntry, keepingMenu } from '../../../../src/engine/author/sticks/live-entries.ts';

test.each([
  // As the menus of Debian live 12 and 13 have them.
  [
    'live-boot',
    '\tlinux\t/live/vmlinuz-6.1 boot=live components quiet splash findiso=$iso',
    '\tlinux\t/live/vmlinuz-6.1 boot=live components quiet splash findiso=$iso persistence',
  ],
  [
    'live-boot',
    '  append boot=live components initrd=/live/initrd.img\r',
    '  append boot=live components initrd=/live/initrd.img persistence\r',
  ],
  ['live-boot', 'linux /live/vmlinuz boot=live persistence quiet', undefined],
  ['live-boot', 'linux /live/vmlinuz boot=live nopersistence', undefined],
  ['live-boot', '# linux /live/vmlinuz boot=live', undefined],
  ['live-boot', 'linux /install.amd/vmlinuz vga=788 --- quiet', undefined],
  ['live-boot', 'menuentry "Live system (boot=live)" {', undefined],
  // As those of Ubuntu 18.04, 22.04 and 24.04.
  [
    'casper',
    '\tlinux\t/casper/vmlinuz  --- quiet splash',
    '\tlinux\t/casper/vmlinuz  persistent --- quiet splash',
  ],
  [
    'casper',
    'append  file=/cdrom/preseed/ubuntu.seed boot=casper initrd=/casper/initrd quiet splash ---',
    'append  file=/cdrom/preseed/ubuntu.seed boot=casper initrd=/casper/initrd quiet splash persistent ---',
  ],
  ['casper', 'linux /casper/vmlinuz persistent quiet', undefined],
  ['casper', 'linux /boot/memtest86+x64.bin', undefined],
  ['casper', 'initrd /casper/initrd', undefined],
] as const)('%s: %s', (family, line, wished) => {
  const menu = `menuentry x {\n${line}\n}\n`;
  expect(keepingMenu(menu, family)).toBe(wished === undefined ? menu : `menuentry x {\n${wished}\n}\n`);
  expect(keepingMenu(keepingMenu(menu, family), family)).toBe(keepingMenu(menu, family));
});

test('a menu without an entry of the system has none', () => {
  expect(hasLiveEntry('linux /vmlinuz root=/dev/sda1\n', 'live-boot')).toBe(false);
  expect(hasLiveEntry('linux /live/vmlinuz boot=live\n', 'live-boot')).toBe(true);
});
