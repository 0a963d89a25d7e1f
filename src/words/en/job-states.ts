/** How a job stands, in one or two words. */
export const jobStates = {
  running: 'running',
  brokenOff: 'interrupted',
  done: 'done',
  'done-unverified': 'not proved',
  stopped: 'stopped',
  differs: 'differs',
  failed: 'failed',
};
