/** What stands for files in a command. */
export interface Places {
  readonly from: string;
  readonly to: string;
  readonly target: string;
}

/** What makes a plain image from a container, or extracts what it holds, by the name of its format. */
export const containerCommands = ({ from, to, target }: Places): Readonly<Record<string, string>> => ({
  'encrypted-DMG': `hdiutil convert ${from} -format UDTO -o ${to}`,
  'Apple-sparse': `hdiutil convert ${from} -format UDTO -o ${to}`,
  Partimage: `partimage restore ${target} ${from}`,
  ntfsclone: `ntfsclone --restore-image -O ${to} ${from}`,
  FSArchiver: `fsarchiver restfs ${from} id=0,dest=${target}`,
  'Btrfs-stream': `btrfs receive -f ${from} ${to}`,
  xfsdump: `xfsrestore -f ${from} ${to}`,
  CSO: `maxcso --decompress ${from}`,
  ZSO: `maxcso --decompress ${from}`,
  DAX: `maxcso --decompress ${from}`,
  DAA: `poweriso convert ${from} -o ${to}`,
  ECM: `unecm ${from} ${to}`,
  CHD: `chdman extractcd|extracthd -i ${from} -o ${to}`,
  'EWF/E01': `ewfexport -f raw ${from}`,
  'EWF/Ex01': `ewfexport -f raw ${from}`,
  AFF: `affconvert -r -e img ${from}`,
  MDS: `mdf2iso ${from}.mdf ${to}`,
  'jigdo-template': `jigdo-lite ${from}.jigdo`,
  FFU: `DISM /Apply-Ffu`,
  WBFS: `wit copy ${from} ${to}`,
  RVZ: `dolphin-tool convert -f iso -i ${from} -o ${to}`,
  WIA: `wit copy ${from} ${to}`,
  CAB: `cabextract ${from}`,
  'ar/deb': `ar x ${from}`,
  RPM: `rpm2archive ${from}`,
  xar: `xar -xf ${from}`,
  cpio: `cpio -idF ${from}`,
  'Nero NRG': `nrg2iso ${from} ${to}`,
  UIF: `uif2iso ${from} ${to}`,
});
