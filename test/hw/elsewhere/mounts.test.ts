import { expect, test } from 'vitest';
import type { MountWanted } from '../../../src/engine/contract/ports/image-mounts.ts';
import type { runTool } from '../../../src/engine/host/tools/run-tool.ts';
import { darwinMounts } from '../../../src/hw/elsewhere/darwin-mounts.ts';
import { windowsMounts } from '../../../src/hw/elsewhere/windows-mounts.ts';

// No Windows and no macOS was here: forms of their answers after their documentation, hdiutil(1) and the Storage module.

const wanted = {
  path: '/a & b.iso',
  fileSystem: 'iso9660',
  startByte: 0,
  lengthBytes: 1,
} satisfies MountWanted;

/** Answers by the first word that fits, and keeps what it was asked. */
function told(answers: Readonly<Record<string, string>>): { run: typeof runTool; asked: string[] } {
  const asked: string[] = [];
  const run: typeof runTool = async (command, args, _, { environment = {} } = {}) => {
    const line = [command, ...args, ...Object.values(environment)].join(' ');
    asked.push(line);
    const stdout = Object.entries(answers).find(([word]) => line.includes(word))?.[1];
    return {
      status: stdout === undefined ? 1 : 0,
      stdout: stdout ?? '',
      stderr: 'no such thing',
      timedOut: false,
    };
  };
  return { run, asked };
}

const PLIST = `<plist version="1.0"><dict><key>images</key><array><dict>
<key>image-path</key><string>/other.dmg</string><key>system-entities</key><array>
<dict><key>dev-entry</key><string>/dev/disk4s1</string><key>mount-point</key><string>/Volumes/Other</string></dict></array></dict>
<dict><key>image-path</key><string>/a &amp; b.iso</string><key>system-entities</key><array>
<dict><key>dev-entry</key><string>/dev/disk5</string><key>mount-point</key><string>/Volumes/A</string></dict></array></dict>
</array></dict></plist>`;

test('macOS: attached read-only, found in the list, detached', async () => {
  const { run, asked } = told({ info: PLIST, attach: '', detach: '' });
  const mounts = darwinMounts(run);
  expect(await mounts.mount({ ...wanted, at: '/m' })).toMatchObject({ at: '/Volumes/A', by: 'hdiutil' });
  expect(asked[0]).toBe('hdiutil attach -readonly -mountpoint /m /a & b.iso');
  expect(await mounts.list()).toHaveLength(2);
  await mounts.unmount('/a & b.iso');
  expect(asked.at(-1)).toBe('hdiutil detach /Volumes/A');
  await expect(mounts.unmount('/nothing')).rejects.toMatchObject({ code: 'not-mounted' });
});

test('Windows: the path is never part of the command, and the system chooses the letter', async () => {
  const list = '{"path":"/a & b.iso","at":"E:"}';
  const { run, asked } = told({ MSFT_DiskImage: list, 'Mount-DiskImage': '', 'Dismount-DiskImage': '' });
  const mounts = windowsMounts(run);
  expect(await mounts.mount(wanted)).toMatchObject({ at: 'E:', by: 'Mount-DiskImage' });
  expect(asked[0]).toMatch(
    /-Command Mount-DiskImage -ImagePath \$env:ISOWRIGHT_IMAGE -Access ReadOnly .*\/a & b\.iso$/,
  );
  await mounts.unmount('E:');
  expect(asked.at(-1)).toContain('Dismount-DiskImage');
  await expect(mounts.mount({ ...wanted, at: 'C:\\x' })).rejects.toMatchObject({
    code: 'mount-place',
    facts: { why: 'not-chosen' },
  });
});

test('what the system will not mount is told in its words', async () => {
  const { run } = told({ info: PLIST });
  await expect(darwinMounts(run).mount(wanted)).rejects.toMatchObject({
    code: 'mount-failed',
    facts: { program: 'hdiutil', said: 'no such thing' },
  });
});
