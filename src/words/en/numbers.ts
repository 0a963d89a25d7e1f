/** How numbers and units are written. */
export const numbers = {
  /** For Intl: how digits are grouped, and which mark parts the decimals. */
  locale: 'en-US',
  /** The same by hand: to begin with Intl takes as long as half of a start. A test holds them equal. */
  group: ',',
  decimal: '.',
  isOne: (count: number) => count === 1,
  anySize: 'any size',
  aSecond: (amount: string) => `${amount}/s`,
  percent: (amount: string) => `${amount}%`,
  place: (byte: string, sector: string) => `byte ${byte} (sector ${sector})`,
};
