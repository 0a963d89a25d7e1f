/** Devices of Windows, in every folder and with every extension. Microsoft, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:[.:]|$)/i;
/** What parts names, streams and patterns, and what is no letter. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]/;

/**
 * Whether Windows takes this name for a name in a folder and nothing else: a backslash leads elsewhere, a colon into
 * a stream of another file or to another drive, the names of devices to these, and dots and blanks at the end are dropped.
 */
export function isWindowsName(name: string): boolean {
  return !FORBIDDEN.test(name) && !DEVICE.test(name) && !/[. ]$/.test(name);
}
