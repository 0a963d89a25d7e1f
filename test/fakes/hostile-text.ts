/** Everything that must never reach a terminal from outside: controls but newlines, bidirectional letters, what hides. */
export const unsafe =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e0fff}]|[\ufe00-\ufe0f]|[\ud800-\udfff]/u;

/** A text that tries all of it: clears the screen, sets the title, answers with a C1 sequence, turns, hides, forges a line. */
export const HOSTILE =
  '\u001b[2J\u001b]0;gone\u0007\u009b31m\u202eevil\u2066x\u200b\u3164\u{e0041}\r\nFORGED: proved\tz';
