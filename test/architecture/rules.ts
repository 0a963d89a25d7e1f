/**
 * The floor plan: which rooms there are and what each may import, from top to bottom. Types count: a room that names a type
 * of another one cannot be understood without it. A room may import itself; the rooms of a wing only those named here.
 */
export interface Room {
  /** Folder or file below `src`, without an ending slash. */
  readonly at: string;
  /** Rooms or wings below `src`, and packages; `node:` stands for all of Node's. */
  readonly may: readonly string[];
}

/** Rooms of one wing of the engine, each with the rooms of the same wing it may import. */
function wing(
  name: string,
  may: readonly string[],
  rooms: Readonly<Record<string, readonly string[]>>,
): Room[] {
  const inside = `engine/${name}`;
  return Object.entries(rooms).map(([room, others]) => ({
    at: `${inside}/${room}`,
    may: [...may, ...others.map((other) => `${inside}/${other}`)],
  }));
}

const contract = ['engine/contract'];
const bytes = ['engine/bytes', ...contract];
const host = ['engine/host', ...bytes];
const system = ['node:', 'zod'];

export const rooms: readonly Room[] = [
  // Joins everything, and is the only exit.
  { at: 'main.ts', may: ['door', 'package.json', 'node:'] },
  {
    at: 'door',
    may: [
      'main.ts',
      'screens',
      'cli',
      'tasks',
      'words',
      'engine',
      'hw',
      'package.json',
      'node:',
      'ink',
      'react',
    ],
  },
  { at: 'screens', may: ['tasks', 'words', ...contract, 'ink', 'react', 'ink-select-input'] },
  {
    at: 'cli',
    may: ['tasks', 'words', ...contract, 'engine/jobs', 'engine/read', 'engine/check', 'commander', 'node:'],
  },
  { at: 'tasks', may: ['words', ...contract] },
  { at: 'words', may: contract },
  { at: 'hw', may: ['engine/host', ...contract, 'node:', 'systeminformation', 'koffi'] },

  ...wing('jobs', ['engine/author', 'engine/read', 'engine/write', 'engine/check', ...host, ...system], {
    process: ['runners', 'steps', 'folder'],
    runners: ['steps', 'folder'],
    steps: ['folder'],
    folder: [],
  }),
  ...wing('author', ['engine/read', ...host, ...system], {
    sticks: ['plan', 'volumes', 'boot', 'content', 'tree'],
    plan: ['boot', 'iso', 'udf', 'content', 'layout', 'tree'],
    recovery: [],
    volumes: ['tree'],
    boot: ['content', 'layout', 'tree'],
    iso: ['content', 'layout', 'tree'],
    udf: ['content', 'layout', 'tree'],
    content: ['layout', 'tree'],
    layout: ['tree'],
    tree: [],
  }),
  ...wing('read', [...host, ...system, 'xz-decompress'], {
    trial: [],
    open: ['containers', 'decode', 'checksum', 'inspect', 'browse', 'download'],
    serve: [],
    containers: ['decode', 'checksum'],
    compare: ['rescue', 'browse'],
    rescue: ['inspect', 'browse'],
    decode: ['unpack', 'checksum', 'inspect', 'browse', 'download'],
    checksum: ['inspect', 'browse', 'download'],
    inspect: ['browse'],
    browse: ['unpack'],
    packages: ['decode', 'download'],
    unpack: [],
    download: [],
  }),
  // Never `read` or `author`: what is written is bytes, whatever they were made of.
  ...wing('write', [...host, ...system], {
    restore: ['transfer', 'targets'],
    delta: ['transfer', 'targets'],
    truth: ['transfer', 'targets', 'undo'],
    transfer: ['targets', 'receipt'],
    packed: ['transfer'],
    undo: ['targets'],
    receipt: ['targets'],
    burn: [],
    targets: [],
  }),
  // The judge shares nothing with what it judges.
  { at: 'engine/check', may: contract },
  ...wing('host', [...bytes, ...system], {
    tools: [],
    state: ['trust', 'files'],
    trust: ['files', 'tools'],
    files: ['memory'],
    memory: [],
  }),
  // Bytes only: no `node:`, no clock, no chance.
  ...wing('bytes', contract, { formats: ['codec', 'ranges'], mapped: [], ranges: ['codec'], codec: [] }),
  // Paths as text: `node:path` alone asks nobody.
  ...wing('contract', ['zod', 'node:path'], {
    ports: ['events', 'plan', 'failure'],
    events: ['plan', 'failure'],
    failure: ['plan'],
    plan: [],
  }),
];
