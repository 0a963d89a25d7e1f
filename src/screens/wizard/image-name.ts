/** Images as they are called, also packed. A name proves nothing: it only says what is listed first. */
const IMAGE =
  /\.(?:iso|img|image|raw|bin|wic|dd|udf|usb|nrg|mdf|mds|cue|ccd|cso|isz|sdcard|hddimg)(?:\.(?:gz|xz|zst|bz2|lz4|zip))?$/i;

export function hasImageName(name: string): boolean {
  return IMAGE.test(name);
}
