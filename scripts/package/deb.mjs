// A Debian package around the executable, written here: no dpkg is needed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { ar, tar } from './archives.mjs';

const ABOUT = `Makes disk images, writes them to drives, and proves them
 A guided terminal wizard that makes disk images from folders and media, writes
 them to one or many drives, reads everything back and compares it.
 .
 Without a command, the wizard starts; isowright practice shows it all without
 a drive, without root and without risk.`;

const MENU = `[Desktop Entry]
Type=Application
Name=isowright
GenericName=Disk image writer
GenericName[de]=Abbilder auf Laufwerke schreiben
Comment=Make disk images, write them to drives, and prove them
Comment[de]=Abbilder erstellen, auf Laufwerke schreiben und prüfen
Exec=isowright
Terminal=true
Icon=drive-removable-media
Categories=System;Utility;
Keywords=iso;usb;image;stick;
MimeType=application/x-cd-image;application/vnd.efi.iso;application/x-raw-disk-image;
`;

/** pkexec shows this in place of a path, and always asks for an administrator. */
const POLICY = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE policyconfig PUBLIC "-//freedesktop//DTD PolicyKit Policy Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/PolicyKit/1/policyconfig.dtd">
<policyconfig>
  <action id="org.isowright.job">
    <description>Read or write a drive with isowright</description>
    <description xml:lang="de">Ein Laufwerk mit isowright lesen oder beschreiben</description>
    <message>Authentication is needed to read or write the drive</message>
    <message xml:lang="de">Um das Laufwerk zu lesen oder zu beschreiben, ist eine Anmeldung nötig</message>
    <defaults>
      <allow_any>auth_admin</allow_any>
      <allow_inactive>auth_admin</allow_inactive>
      <allow_active>auth_admin</allow_active>
    </defaults>
    <annotate key="org.freedesktop.policykit.exec.path">/usr/bin/isowright</annotate>
  </action>
</policyconfig>
`;

/** @param parts executable, completions by shell, licences, bill of materials @returns the bytes of the package */
export function debianPackage({ root, version, architecture, atSeconds, parts }) {
  const packed = (path) => gzipSync(readFileSync(join(root, path)), { level: 9 });
  const files = [
    ['usr/bin/isowright', parts.executable, 0o755],
    ['usr/share/applications/isowright.desktop', MENU],
    ['usr/share/bash-completion/completions/isowright', parts.completions.bash],
    ['usr/share/doc/isowright/changelog.gz', packed('CHANGELOG.md')],
    [
      'usr/share/doc/isowright/copyright',
      `${readFileSync(join(root, 'LICENSE'), 'utf8')}\n${parts.licences}`,
    ],
    ['usr/share/doc/isowright/isowright.cdx.json', parts.bill],
    ['usr/share/fish/vendor_completions.d/isowright.fish', parts.completions.fish],
    ['usr/share/man/man1/isowright.1.gz', packed('man/isowright.1')],
    ['usr/share/polkit-1/actions/org.isowright.policy', POLICY],
    ['usr/share/zsh/vendor-completions/_isowright', parts.completions.zsh],
  ].map(([path, content, mode = 0o644]) => ({ path, mode, bytes: Buffer.from(content) }));
  const sums = files.map(({ path, bytes }) => `${createHash('md5').update(bytes).digest('hex')}  ${path}\n`);
  const installedKib = Math.ceil(files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1024);
  const control = tar(
    [
      { path: './', mode: 0o755 },
      {
        path: './control',
        mode: 0o644,
        bytes: Buffer.from(controlText(version, architecture, installedKib)),
      },
      { path: './md5sums', mode: 0o644, bytes: Buffer.from(sums.join('')) },
    ],
    atSeconds,
  );
  const data = tar(
    [...foldersOf(files), ...files.map((file) => ({ ...file, path: `./${file.path}` }))],
    atSeconds,
  );
  const level = { params: { [constants.ZSTD_c_compressionLevel]: 12 } };
  return ar(
    [
      { name: 'debian-binary', bytes: Buffer.from('2.0\n') },
      { name: 'control.tar.gz', bytes: gzipSync(control, { level: 9 }) },
      { name: 'data.tar.zst', bytes: zstdCompressSync(data, level) },
    ],
    atSeconds,
  );
}

function foldersOf(files) {
  const above = files.flatMap(({ path }) => {
    const names = path.split('/').slice(0, -1);
    return names.map((_, index) => `./${names.slice(0, index + 1).join('/')}/`);
  });
  return ['./', ...[...new Set(above)].sort()].map((path) => ({ path, mode: 0o755 }));
}

/** What is needed is what Node needs; what is recommended is what `isowright doctor` would miss. */
function controlText(version, architecture, installedKib) {
  return `Package: isowright
Version: ${version}
Section: utils
Priority: optional
Architecture: ${architecture}
Installed-Size: ${installedKib}
Maintainer: isowright <isowright@example.invalid>
Depends: libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 9)
Recommends: util-linux, xz-utils, bzip2, attr, dosfstools, exfatprogs, gpg | sqv
Suggests: smartmontools, sudo | pkexec, grub-pc-bin, syslinux
Description: ${ABOUT}
`;
}
