/** What makers put in where they could not be bothered: `000000000000`, `0123456789ABCDEF`, `123456`. */
export function isTelling(serial: string | undefined): serial is string {
  if (serial === undefined || serial.length < 6 || new Set(serial).size < 3) return false;
  return !COUNTING.some((digits) => digits.includes(serial.toUpperCase()));
}

const COUNTING = ['01234567890123456789', '0123456789ABCDEF0123456789ABCDEF', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
