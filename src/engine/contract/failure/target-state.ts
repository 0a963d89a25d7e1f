/**
 * What a target is after a failure. `unfinished`: bytes were written, its old content is gone, it is not usable.
 * `written`: all bytes are on it, the proof failed or is missing. `removed`: an unfinished file was removed.
 * Of discs that are written once, `appendable`: what is missing can still be burned; `spoiled`: it cannot.
 */
export type TargetState = 'untouched' | 'unfinished' | 'written' | 'removed' | 'appendable' | 'spoiled';
