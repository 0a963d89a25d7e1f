/** Devices of Windows, in every folder and with every extension. Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:[.:]|$)/i;
/** What parts names, streams and patterns, and what is no letter. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]/;

/**
 * Whether a system takes this name for a name in a folder and nothing else. On Windows a backslash leads elsewhere, a colon into
 * a stream of another file or to another drive, the names of devices to these, and dots and blanks at the end are dropped.
 *
 * @param name a byte string of UTF-8
 */
export function isNameOn(platform: string, name: string): boolean {
  if (platform !== 'win32') return true;
  const text = Buffer.from(name, 'latin1').toString('utf8');
  return !FORBIDDEN.test(text) && !DEVICE.test(text) && !/[. ]$/.test(text);
}
