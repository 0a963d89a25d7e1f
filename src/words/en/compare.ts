/** What `compare` says. Names of fields and types are keys of the facts. */
export const compare = {
  sameBytes: (size: string) => `Equal: every byte is the same (${size}).`,
  sameContent: (entries: string, size: string) => `Equal: the same files (${entries}, ${size} compared).`,
  sameFile: 'Equal: both are the same file.',
  otherBytes: (places: string, bytes: string) => `Different: ${places}, ${bytes} in total.`,
  otherSizes: (a: string, b: string) => `Different: one has ${a} bytes, the other ${b}.`,
  otherContent: (differences: string, entries: string) => `Different: ${differences} in ${entries}.`,
  butSameContent: (entries: string) =>
    `The files in both are the same all the same (${entries}): only their layout differs. --by content compares just them.`,
  onlyUnread:
    'No difference was found, but not everything could be read, so nobody knows whether they are equal.',
  behind: (size: string) =>
    `The device is larger than what it was compared with: ${size} behind its end were not compared.`,
  more: (differences: string) => `and ${differences}`,
  counted: (parts: string) => `In total: ${parts}.`,
  movesLeftOut: (files: string) =>
    `${files} stand on one side only; whether they were moved was not looked for.`,
  twins: (entries: string) =>
    `${entries} left out: another of the same name stands before them in the same folder.`,
  noContent: (path: string) => `${path}: its files cannot be listed, so only bytes were compared.`,
  progressBytes: (done: string, total: string, percent: string) =>
    `${done} of ${total} compared (${percent})`,
  progressUnsized: (done: string) => `${done} compared`,
  progressEntries: (entries: string, size: string) => `${entries}, ${size} compared`,
  kinds: {
    size: 'size',
    bytes: 'bytes',
    unreadable: 'unread',
    added: 'added',
    removed: 'removed',
    moved: 'moved',
    type: 'type',
    content: 'content',
    metadata: 'metadata',
  },
  sizes: (a: string, b: string) => `${a} and ${b} bytes`,
  at: (from: string, length: string) => `at byte ${from}, ${length}`,
  inBoth: (names: string) => `in ${names}`,
  inEach: (a: string, b: string) => `in ${a}; on the other side ${b}`,
  andOthers: (count: string) => `and ${count} others`,
  unreadPlace: (side: string, from: string, length: string) => `${side}: at byte ${from}, ${length}`,
  unreadPath: (side: string, path: string) => `${side}: ${path}`,
  cannotHold: (path: string) => `${path} (the other file system cannot hold it)`,
  movedFrom: (from: string, to: string) => `${from} is now ${to}`,
  types: (path: string, a: string, b: string) => `${path}: ${a}, then ${b}`,
  fromByte: (path: string, at: string) => `${path}: from byte ${at} on`,
  otherSize: (path: string, a: string, b: string) => `${path}: ${a} bytes, then ${b}`,
  field: (name: string, a: string, b: string) => `${name} ${a} → ${b}`,
  fields: {
    mode: 'mode',
    uid: 'owner',
    gid: 'group',
    mtime: 'time',
    target: 'leads to',
    device: 'device',
    name: 'name',
  },
  typeNames: {
    file: 'file',
    dir: 'folder',
    symlink: 'link',
    'block-device': 'block device',
    'char-device': 'character device',
    fifo: 'named pipe',
    socket: 'socket',
  },
  structures: {
    'partition-table': 'the partition table',
    'system-area': 'the system area',
    'volume-descriptors': 'the volume descriptors',
    'file-system': 'structures of the file system or free space',
    outside: 'no partition and no file',
  },
  inPartition: (structure: string, partition: string) => `${structure} of partition ${partition}`,
  bytesOfImages: (path: string) =>
    `${path} is a folder, which has no bytes of its own: leave out --by bytes to compare what is in it`,
  inputContent:
    'standard input comes only once and in order, and the files of an image are read in any: save it to a file first',
  inputTwice: 'standard input can be one of both only',
  streamContent: (path: string) =>
    `${path} is compressed, and its files can only be compared in the image itself: unpack it first`,
};
