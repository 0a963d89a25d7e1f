/** How numbers and units are written. */
export const numbers = {
  /** For Intl: how digits are grouped, and which mark parts the decimals. */
  locale: 'en-US',
  anySize: 'any size',
  aSecond: (amount: string) => `${amount}/s`,
  percent: (amount: string) => `${amount}%`,
  place: (byte: string, sector: string) => `byte ${byte} (sector ${sector})`,
};
