/** A job in plain lines, while it runs. */
export const telling = {
  noByteMoved: (time: string) => `no byte has moved for ${time}`,
  doneOf: (done: string, all: string) => `${done} of ${all}`,
  left: (time: string) => `${time} left`,
  line: (what: string, parts: string) => `${what}: ${parts}`,
  /** Of a medium that is read. */
  badSoFar: (size: string) => `${size} bad`,
  failedSoFar: (size: string) => `${size} failed`,
  errorsSoFar: (count: string) => `read errors: ${count}`,
  working: 'working',
  note: (text: string) => `note: ${text}`,
  pace: (what: string, size: string, time: string, rate: string) => `${what}: ${size} in ${time}, ${rate}`,
  limitedBy: (part: string) => `limited by ${part}`,
  aTarget: 'target',
  jobEnded: 'the job is done',
  jobFailed: (exitCode: number) => `the job has ended with exit code ${exitCode}`,
  moreNotListed: '(more are not listed here)',
};
