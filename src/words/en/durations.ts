export const durations = {
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  hours: (count: string) => `${count} h`,
  fewSeconds: 'a few seconds',
  about: (duration: string) => `about ${duration}`,
};
