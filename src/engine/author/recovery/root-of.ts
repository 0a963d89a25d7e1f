import { posix } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { applets } from './applets.ts';
import { aliasText, dependencyText, type KernelModules } from './kernel-modules.ts';
import { followed, neededLibraries } from './libraries.ts';
import type { Part } from './parts.ts';
import { RootTree } from './root-tree.ts';
import * as scripts from './scripts.ts';
import type { TakenFile, TakenFiles } from './take-files.ts';
import { consoleWords } from './texts.ts';

export interface RootParts {
  readonly taken: TakenFiles;
  readonly parts: readonly Part[];
  readonly kernel: KernelModules;
  readonly node: TakenFile;
  readonly program: ReadonlyMap<string, Uint8Array>;
}

const SHARED = 'usr/lib/x86_64-linux-gnu';

/** The system in the image: programs with their libraries, modules, this program with its Node, and what starts them. @throws Failure `package-lacks` */
export async function rootOf({ taken, parts, kernel, node, program }: RootParts): Promise<RootTree> {
  const tree = new RootTree();
  skeleton(tree);
  const programs = programsOf(taken, parts);
  for (const [name, file] of programs) tree.addFile(`usr/bin/${name}`, file, PROGRAM);
  tree.addFile('usr/bin/node', node, PROGRAM);
  const linked = [...programs, ['node', node] as const].map(([name, { path }]) => ({ name, path }));
  for (const [name, file] of await neededLibraries(taken, linked))
    tree.addFile(`${SHARED}/${name}`, file, PROGRAM);
  tree.addFile('usr/lib64/ld-linux-x86-64.so.2', loaderOf(taken), PROGRAM);
  for (const [path, file] of taken.files)
    if ('path' in file && parts.some(({ files }) => files?.test(path)) && !path.startsWith('lib'))
      tree.addFile(`usr/${path}`, file);
    else if ('target' in file && parts.some(({ files }) => files?.test(path)) && !path.startsWith('lib'))
      tree.addLink(`usr/${path}`, file.target);
  for (const [name, bytes] of program) tree.addFile(`usr/share/isowright/dist/${name}`, bytes);
  addModules(tree, kernel, taken);
  addScripts(tree);
  for (const name of applets) if (!tree.at(`usr/bin/${name}`)) tree.addLink(`usr/bin/${name}`, 'busybox');
  return tree;
}

const PROGRAM = 0o755;

function skeleton(tree: RootTree): void {
  const folders = [
    'dev',
    'etc',
    'media',
    'mnt',
    'proc',
    'root',
    'run',
    'sys',
    'usr/bin',
    'usr/lib64',
    'var/cache',
    'var/lib',
    'var/tmp',
  ];
  for (const path of folders) tree.addFolder(path);
  tree.addFolder('tmp', 0o777);
  for (const [name, target] of [
    ['bin', 'usr/bin'],
    ['sbin', 'usr/bin'],
    ['lib', 'usr/lib'],
    ['lib64', 'usr/lib64'],
    ['usr/sbin', 'bin'],
  ] as const)
    tree.addLink(name, target);
}

/** By their names. @throws Failure `package-lacks` */
function programsOf(taken: TakenFiles, parts: readonly Part[]): [string, TakenFile][] {
  return parts.flatMap(({ package: name, programs = [] }) =>
    programs.map((program): [string, TakenFile] => {
      const file = followed(taken, `bin/${program}`);
      if (!file) throw new Failure('package-lacks', { name, file: program });
      return [program, file];
    }),
  );
}

function loaderOf(taken: TakenFiles): TakenFile {
  const file = followed(taken, 'lib64/ld-linux-x86-64.so.2');
  if (!file) throw new Failure('package-lacks', { name: 'libc6', file: 'ld-linux-x86-64.so.2' });
  return file;
}

function addModules(tree: RootTree, kernel: KernelModules, taken: TakenFiles): void {
  const folder = `usr/lib/modules/${kernel.version}`;
  for (const { path, file } of kernel.modules) tree.addFile(`${folder}/${path}`, file);
  tree.addFile(`${folder}/modules.dep`, dependencyText(kernel));
  tree.addFile(`${folder}/modules.alias`, aliasText(kernel));
  tree.addFile(`${folder}/modules.symbols`, '');
  for (const [path, file] of taken.files)
    if (path.startsWith(`lib/modules/${kernel.version}/modules.`) && 'path' in file)
      tree.addFile(`${folder}/${posix.basename(path)}`, file);
}

function addScripts(tree: RootTree): void {
  const own: Readonly<Record<string, string>> = {
    'etc/start': scripts.startScript,
    'etc/network-address': scripts.networkScript,
    'usr/bin/word': scripts.wordScript,
    'usr/bin/serial': scripts.serialScript,
    'usr/bin/asked': scripts.askedScript,
    'usr/bin/wizard': scripts.wizardScript,
    'usr/bin/isowright': scripts.programScript,
    'usr/bin/network': scripts.dhcpScript,
  };
  for (const [path, text] of Object.entries(own)) tree.addFile(path, text, PROGRAM);
  if (tree.at('usr/bin/dropbear')) tree.addFile('usr/bin/remote', scripts.remoteScript, PROGRAM);
  tree.addFile('etc/inittab', scripts.initTable);
  tree.addFile('etc/words', scripts.wordsScript(consoleWords));
  tree.addFile('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  tree.addFile('etc/shadow', 'root:*:20000:0:99999:7:::\n', 0o600);
  tree.addFile('etc/group', 'root:x:0:\ntty:x:5:\ndisk:x:6:\n');
  tree.addFile('etc/hostname', 'recovery\n');
  tree.addFile('etc/shells', '/bin/sh\n');
  tree.addFile('etc/os-release', 'NAME="isowright recovery"\nID=isowright\n');
  tree.addLink('etc/mtab', '/proc/self/mounts');
  tree.addLink('usr/bin/sh', 'dash');
  tree.addLink('usr/bin/mkfs.vfat', 'mkfs.fat');
  tree.addLink('usr/bin/fsck.vfat', 'fsck.fat');
  tree.addLink('usr/bin/mkfs.ext4', 'mke2fs');
  tree.addLink('usr/bin/fsck.ext4', 'e2fsck');
}

/** What the kernel starts with: the first program, what it needs, and the root. */
export function initialTree(
  root: { path: string; sizeBytes: number },
  busybox: TakenFile,
  modules: readonly TakenFile[],
): RootTree {
  const tree = new RootTree();
  for (const path of ['dev', 'm', 'new', 'proc', 'ro', 'rw', 'sys']) tree.addFolder(path);
  tree.addFile('bin/busybox', busybox, PROGRAM);
  const names = modules.map((_, index) => `${index}.ko`);
  for (const [index, name] of names.entries()) tree.addFile(`m/${name}`, present(modules[index]));
  tree.addFile('init', scripts.initScript(names), PROGRAM);
  tree.addFile('root.sqfs', root);
  return tree;
}
