/** What `mount` and `unmount` say. `by` is a program, `fileSystem` what mount calls it. */
export const mounts = {
  none: 'No image is mounted.',
  line: (image: string, at: string, fileSystem: string, by: string) =>
    `${image} at ${at} (${fileSystem}, ${by})`,
  mounted: (fileSystem: string, by: string, at: string) =>
    `mounted read-only (${fileSystem}, by ${by}); to end it: isowright unmount ${at}`,
  unmounted: (at: string) => `unmounted: ${at}`,
  wouldMount: (image: string, at: string, fileSystem: string, by: string) =>
    `would mount ${image} read-only at ${at} (${fileSystem}, by ${by})`,
  wouldUnmount: (at: string) => `would unmount ${at}`,
  asRoot: (by: string) => `${by}, for which a password may be asked`,
  newFolder: 'a new folder',
  notReplayed: (image: string) =>
    `note: ${image} was not unmounted cleanly. Its journal is not replayed, so the image stays as it is; ls and extract show the files with what the journal holds.`,
  onlyFiles: (given: string) =>
    `only image files and drives are mounted, not ${given}: save it as a file first`,
  compressed: (path: string) =>
    `${path} is compressed as a whole and cannot be read at any place: unpack it, or make a zst that can (isowright convert … -o NAME.zst)`,
};
