/** What a source is packed in, and what a receipt says of one. */
export const sources = {
  packed: (container: string, packedSize: string) => `${container} of ${packedSize}`,
  inside: (packed: string, size: string) => `${packed}, ${size} image inside`,
  insideUnknown: (packed: string) => `${packed}; the size of the image inside is known only at its end`,
  serial: (serial: string) => `serial ${serial}`,
  receipt: (image: string, date: string, targets: string) => `${image}, ${date}, to ${targets}`,
  apart: {
    'kernel-files': 'its files are made up by the kernel as they are read',
    'other-file-system': 'another file system',
    'own-output': 'this job writes it',
  },
  noExcluded: 'no entry matches the patterns',
  excluded: (entries: string) => `${entries} (a folder counts as one)`,
  sample: (places: number, share: string) => `A sample of ${places} places: about ${share} differs.`,
  deltaPays: 'Writing only that is quicker.',
  deltaDoesNotPay: 'Writing only that is not quicker.',
};
