import type { Table } from '../en/table.ts';

/** Packages that hold the boot code of a loader. */
const packages = new Map([
  ['isolinux', 'isolinux (Debian, Ubuntu) oder syslinux (Fedora, Arch)'],
  ['grub', 'grub-pc-bin (Debian, Ubuntu), grub2-pc-modules (Fedora) oder grub (Arch)'],
]);

/** Jobs of version 0.1 named the packages themselves. */
const packagesOf = (style: string): string => packages.get(style) ?? style;

const stickPackages = new Map([
  [
    'grub',
    'grub-common und grub-pc-bin (Debian, Ubuntu), grub2-tools und grub2-pc-modules (Fedora) oder grub (Arch)',
  ],
  ['syslinux', 'syslinux, syslinux-common und mtools'],
]);
const stickPackagesOf = (loader: string): string => stickPackages.get(loader) ?? loader;

const profiles: Table['boot']['profiles'] = {
  windows: 'ein Installations- oder Rettungsmedium von Windows',
  'debian-live': 'ein Livesystem von Debian',
  'debian-installer': 'ein Installationsmedium von Debian',
  ubuntu: 'ein Livesystem von Ubuntu',
  fedora: 'ein Medium von Fedora, Red Hat oder Verwandten',
  arch: 'ein Livesystem von Arch Linux',
  opensuse: 'ein Medium von openSUSE',
  memtest: 'ein Speichertest',
  freebsd: 'ein Medium von FreeBSD',
  isolinux: 'ein Medium, das mit isolinux startet',
  grub: 'ein Medium, das mit GRUB startet',
  'systemd-boot': 'ein Medium, das mit systemd-boot startet',
  efi: 'ein Medium, das über UEFI startet',
  floppy: 'ein Medium mit startfähigem Diskettenabbild',
  data: 'reine Daten: Nichts darin startet einen Computer',
};

const loaders: Table['boot']['loaders'] = {
  isolinux: 'isolinux',
  grub: 'GRUB',
  'grub-legacy': 'GRUB 0.97',
  windows: 'Bootmanager von Windows',
  freebsd: 'Lader von FreeBSD',
  limine: 'Limine',
  floppy: 'ein Diskettenabbild',
  original: 'der Lader des Originalabbilds',
};

const firmware: Table['boot']['firmware'] = {
  bios: 'BIOS',
  'uefi-x64': 'UEFI',
  'uefi-ia32': 'UEFI 32 Bit',
  'uefi-aa64': 'UEFI ARM64',
  'uefi-arm': 'UEFI ARM',
  'uefi-riscv64': 'UEFI RISC-V',
};

const notes: Table['boot']['notes'] = {
  'bios-image-missing': (about, also) =>
    `Der Ordner ist ${also}, und sein Startabbild für BIOS fehlt (${about}). BIOS wird ihn nicht starten: ` +
    'Erstellen Sie das Abbild mit --boot-from ORIGINAL.iso, oder kopieren Sie die Datei aus dem Paket ihres Laders',
  'efi-image-missing': (about, also) =>
    `Der Ordner ist ${also}, und sein Startabbild für UEFI fehlt (${about}). UEFI wird ihn nicht starten: Manche Abbilder ` +
    'halten es außerhalb ihrer Dateien. Erstellen Sie es mit --boot-from ORIGINAL.iso, oder kopieren Sie dessen EFI-Ordner',
  'efi-image-unusable': (about, _also) =>
    `${about} ist kein FAT-Dateisystem mit EFI/BOOT/BOOT*.EFI, UEFI kann davon nicht starten`,
  'efi-image-rebuilt': (about, _also) =>
    `Das UEFI-Abbild des Originals (${about}) liegt nicht im Ordner; ein neues entsteht aus EFI/BOOT`,
  'efi-image-large': (_about, _also) =>
    'Die EFI-Systempartition ist größer als 32 MiB: Manche Firmware startet sie nur von einem Stick',
  'stick-code-missing': (about, also) =>
    `Der Startcode von ${about} für Sticks fehlt im Ordner und auf diesem Computer, BIOS wird das Abbild also nur von CD starten. ` +
    `Installieren Sie ${packagesOf(also)}, oder geben Sie --boot-from ORIGINAL.iso an, und erstellen Sie das Abbild neu`,
  'isolinux-not-hybrid': (about, _also) =>
    `${about} ist zu alt, um von Sticks zu starten (die Hybrid-Kennung fehlt): BIOS wird das Abbild nur von CD starten`,
  'label-kept': (about, _also) =>
    `Das Startmenü sucht einen Datenträger namens ${about}, und das Abbild heißt so`,
  'label-differs': (about, also) =>
    `Das Startmenü sucht einen Datenträger namens ${about}, der Name ist aber ${also}: Das System wird seine Dateien nicht finden. ` +
    `Geben Sie --label ${about} an`,
  'date-kept': (about, _also) =>
    `Das Startmenü sucht einen Datenträger vom ${about}, und das Abbild hat dieses Datum`,
  'date-differs': (about, _also) =>
    `Das Startmenü sucht einen Datenträger vom ${about}, das Abbild hat aber ein anderes Datum: Das System wird seine Dateien nicht finden`,
  'windows-stick': (_about, _also) =>
    'Windows-Medien starten von CD, aber nicht von einem Stick, auf den das Abbild unverändert geschrieben wird: Ein Stick braucht die Dateien',
  'rock-ridge-needed': (_about, _also) =>
    'Ohne Rock Ridge finden die meisten Linux-Systeme ihre Dateien nicht',
  'boot-from-original': (about, _also) =>
    `Startabbilder, Startcode und Partitionstabelle stammen von ${about}, an ihren neuen Stellen`,
  'image-taken': (about, _also) => `${about} liegt nicht im Ordner und kommt aus dem Originalabbild`,
  'partition-left-out': (about, _also) =>
    `Die Partition des Originals ab Block ${about} entfällt: Über sie ist nichts bekannt`,
  'partition-removed': (about, _also) =>
    `Die Partition des Originals ab Block ${about} entfällt: Die Datei, die sie war, ist entfernt`,
  'boot-file-removed': (about, _also) =>
    `${about} ist entfernt, und davon startet das Original: Das neue Abbild hat dafür keinen Starteintrag`,
  'efi-image-as-it-was': (about, _also) =>
    `UEFI startet von den Dateien in ${about}, und die bleiben, wie sie sind: Was unter /EFI geändert wurde, ist dort nicht geändert`,
  'apple-map-left-out': (_about, _also) =>
    'Die Apple-Partitionstabelle des Originals entfällt: Macs starten das Abbild über die anderen Tabellen',
  'original-starts-nothing': (about, _also) =>
    `${about} ist selbst nicht startfähig: Die Startdateien sind die des Ordners`,
  'stick-uefi-only': (_about, _also) => 'Der Stick startet nur mit UEFI, wie gewünscht (--bios none)',
  'stick-exfat': (about, _also) =>
    about === ''
      ? 'Von exFAT startet nichts: Firmware für UEFI liest nur FAT. Der Stick ist für seine Dateien da'
      : 'Von diesem Stick startet nur BIOS: Firmware für UEFI liest FAT, aber nicht exFAT',
  'stick-starts-nothing': (_about, _also) =>
    'Unter den Dateien ist kein Lader für UEFI (EFI/BOOT/BOOT*.EFI): Kein Computer wird von diesem Stick starten',
  'efi-image-merged': (about, _also) =>
    `Die Dateien im Startabbild für UEFI (${about}) kommen auf den Stick, soweit dort keine gleichen Namens liegen`,
  'label-there': (about, also) =>
    `Der Stick heißt ${about} und wird mit diesem Namen verglichen; ohne --label hieße er nach den Dateien ${also}`,
  'label-patched': (about, also) =>
    `Das Startmenü sucht einen Datenträger namens ${about}, und so kann oder soll er auf FAT nicht heißen: Er heißt ${also}, und danach suchen nun die Menüs`,
  'date-patched': (about, also) =>
    `Das Startmenü sucht einen Datenträger vom ${about}: Auf dem Stick sucht es nach dessen Nummer, ${also}`,
  'stick-bios-grub': (about, _also) =>
    `Auch BIOS startet diesen Stick: GRUB von diesem Computer zeigt das Menü ${about}. Module für BIOS, die das Abbild mitbringt, werden nicht benutzt`,
  'stick-bios-syslinux': (about, _also) =>
    `Auch BIOS startet diesen Stick: syslinux von diesem Computer, in derselben Version, mit dem Menü in ${about}`,
  'stick-bios-missing': (about, also) =>
    `BIOS wird diesen Stick nicht starten, nur UEFI: ${about} ist hier nicht installiert. Installieren Sie ${stickPackagesOf(also)}, oder schreiben Sie das Abbild, wie es ist`,
  'stick-bios-version': (about, also) =>
    `BIOS wird diesen Stick nicht starten, nur UEFI: Das Abbild hat isolinux ${about}, dieser Computer syslinux ${also}; nur eines aus demselben Bau lädt dessen Module`,
  'stick-bios-table': (_about, _also) =>
    'BIOS wird diesen Stick nicht starten, nur UEFI: syslinux braucht einen MBR (--table mbr)',
  'stick-bios-volume': (_about, _also) =>
    'BIOS wird diesen Stick nicht starten, nur UEFI: syslinux braucht FAT32 (--filesystem fat32)',
  'stick-bios-sectors': (about, _also) =>
    `BIOS wird diesen Stick nicht starten, nur UEFI: Das Laufwerk zählt in Sektoren von ${about} Bytes, Startcode für BIOS in 512`,
  'stick-bios-failed': (about, _also) =>
    `BIOS wird diesen Stick nicht starten, nur UEFI: ${about} konnte GRUB nicht zusammensetzen, oder es passt nicht vor die erste Partition`,
  'stick-bios-no-menu': (_about, _also) =>
    'BIOS wird diesen Stick nicht starten, nur UEFI: Unter den Dateien ist kein Menü von GRUB oder isolinux dafür',
  'persistence-made': (about, also) =>
    `Was im Live-System geändert wird, bleibt: in einer zweiten Partition (ext4, ${about}) von ${Math.round(Number(also) / 2 ** 20)} MiB, und alle Live-Einträge der Menüs verlangen danach`,
  'links-copied': (about, _also) =>
    `FAT kennt keine Verweise: ${about} davon werden zu Kopien dessen, worauf sie zeigen, und brauchen eigenen Platz`,
  'install-split': (about, also) =>
    `${about} ist zu groß für FAT32: Sie wird in ${also} Teile geteilt (install.swm, install2.swm, …), die das Windows-Setup wie eine Datei liest`,
  'answers-given': (about, _also) =>
    `${about} kommt als autounattend.xml auf den Stick: Das Windows-Setup entnimmt ihr seine Antworten`,
  'answers-made': (_about, _also) =>
    'Eine Antwortdatei (autounattend.xml) entsteht. Welcher Datenträger gelöscht wird, fragt weiterhin das Windows-Setup. Mit Medien von Microsoft ist das nie erprobt worden',
  'answers-ignored': (about, _also) =>
    `${about} hat einen Durchgang specialize, aber keinen namens windowsPE: Ohne den übergeht das Windows-Setup auch den anderen`,
  'answers-wipe': (about, _also) =>
    `${about} lässt das Windows-Setup einen Datenträger löschen (WillWipeDisk): Welcher Rechner auch immer von diesem Stick startet, kann ohne Rückfrage seine Daten verlieren`,
  'file-replaced': (about, _also) => `${about} des Abbilds wird ersetzt`,
  'drivers-added': (about, also) =>
    `Treiber: ${about} Dateien aus ${also} kommen nach $WinPEDriver$, wo das Windows-Setup sie sucht`,
  'oem-added': (about, also) =>
    `${about} Dateien aus ${also} kommen nach sources/$OEM$: Das Windows-Setup kopiert sie auf das neue System`,
  'loader-from-install': (about, _also) =>
    `Das Abbild hat keinen Startlader für Sticks (Windows 7): Er wird ${about} entnommen, als efi/boot/bootx64.efi`,
  'loader-missing': (about, _also) =>
    `Das Abbild hat kein ${about}, und in dem System, das es installiert, war keines zu finden`,
  'boot-left-out': (_about, _also) => 'Startdateien bleiben gewöhnliche Dateien, wie gewünscht (--boot none)',
};

export const boot: Table['boot'] = {
  profiles,
  loaders,
  firmware,
  notes,
  folderIs: (profile) => `Der Ordner ist ${profile}.`,
  bios: (loader, path) => `BIOS: ${loader}, ${path}`,
  uefi: (path) => `UEFI: ${path}`,
  espBuilt: (size, path) => `UEFI: Eine EFI-Systempartition von ${size} entsteht aus ${path}`,
  stickCode: (from) => `Sticks: Startcode von ${from}`,
  sectorsDiffer: (imageBytes, driveBytes) =>
    `Das Abbild ist für Laufwerke mit Sektoren von ${imageBytes} Bytes gemacht, dieses hat Sektoren von ${driveBytes} Bytes: Es wird nicht davon starten, und Systeme werden nicht finden, was darauf ist`,
  willNotStart: 'Wird von diesem Laufwerk nicht starten: Es startet nur von CD oder DVD',
  note: (text) => `Hinweis: ${text}`,
  media: { cd: 'CD', usb: 'USB-Stick' },
  boots: { yes: 'startet', no: 'startet nicht', unknown: 'ungewiss' },
  answers: { yes: 'ja', no: 'nein', unknown: 'ungewiss' },
};
