import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorImage } from '../../src/engine/author/plan/author-image.ts';
import { authorOptions, type Change } from '../../src/engine/contract/plan/plan.ts';
import { saveImage, temporaryFolder } from '../engine/author/making.ts';
import { rig, testWith } from '../fakes/rigs.ts';

// Images with changes start as they did: SeaBIOS and OVMF are the judges.

const room = temporaryFolder();
const at = (name: string) => join(room, name);

async function edited(original: string, ...changes: Change[]): Promise<string> {
  const path = at('edited.iso');
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  const edit = { changes, ownOutputsIn: () => [] };
  const image = await authorImage(original, authorOptions.parse({}), progress, edit);
  await saveImage(image, path);
  await image.settle();
  await image.close();
  return path;
}

testWith('rigs', 'tool:qemu-system-x86_64')(
  'a hybrid image with changes starts from a disc and from a stick, with BIOS and with UEFI',
  async () => {
    writeFileSync(at('added'), Buffer.alloc(3 << 20, 1));
    const ipxe = await edited('/usr/lib/ipxe/ipxe.iso', { do: 'add', from: at('added'), to: '/a/added' });
    rig('boot.sh', ipxe, 'bios-cd', 'iPXE', '--timeout', '60');
    rig('boot.sh', ipxe, 'uefi-usb', 'iPXE init|iPXE 1', '--timeout', '60');
  },
);

testWith('rigs', 'tool:qemu-system-x86_64')(
  'a menu that was put into an image in place of its own is what GRUB shows',
  async () => {
    const words = 'changed by a test';
    writeFileSync(at('grub.cfg'), `serial\nterminal_output serial console\necho "${words}"\nsleep 30\n`);
    const rescue = await edited('/usr/lib/grub-rescue/grub-rescue-cdrom.iso', {
      do: 'add',
      from: at('grub.cfg'),
      to: '/boot/grub/grub.cfg',
    });
    rig('boot.sh', rescue, 'bios-usb', words, '--timeout', '60');
  },
);
