/** What is going on, and what limits it. */
export const phases = {
  starting: 'starting',
  plan: 'reading the folder',
  test: 'testing whether the drive holds what it claims',
  read: 'reading the source',
  write: 'writing',
  writeImage: 'writing the image',
  flush: 'waiting until everything is on the medium',
  verify: 'reading back and comparing',
  finish: 'finishing',
  stopping: 'stopping',
  ended: 'ended',
  limits: {
    decompression: 'unpacking the source',
    hash: 'the checksum',
    folder: 'reading the folder',
    source: 'reading the source',
    output: 'the output file',
    slowestDrive: 'the slowest drive',
    drive: 'the drive',
  },
};
