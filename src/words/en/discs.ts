/** What discs are, and what is done to them. */
export const discs = {
  states: {
    blank: 'blank',
    appendable: 'begun, takes more',
    rewritable: 'holds something that will be erased',
    closed: 'closed',
  },
  fits: (size: string) => `${size} fit`,
  canGoOn: 'if it is interrupted, it can be continued',
  isLost: 'if it is interrupted, what was burned is lost',
  steps: {
    blank: (isFull: boolean): string => (isFull ? 'make all of it blank' : 'make it blank'),
    format: 'format it',
    speed: (kBps: number) => `set the speed: ${kBps} kB/s`,
    parameters: {
      packet: 'write in packets',
      'track-at-once': 'write a track at once',
      'session-at-once': 'write everything at once',
    },
    layerBreak: (size: string) => `set the change of layers: after ${size}`,
    calibrate: 'find the power of the laser',
    reserve: 'reserve the track',
    'cue-sheet': 'send the layout',
    'end-format': 'end the format behind it',
    flush: 'wait until everything is on the disc',
    close: { track: 'close the track', session: 'close the session', disc: 'close the disc' },
  },
};
