import type { Table } from '../en/table.ts';

type Words = Table['signatures'];

const unchecked: Words['unchecked'] = {
  'no-gpg': (_key) => 'gpg ist nicht installiert (Paket gnupg)',
  'no-key-file': (key) =>
    `sqv findet den Schlüssel ${key} in keiner Schlüsseldatei: holen Sie ihn vom Herausgeber, nach ~/.gnupg/trustedkeys.gpg`,
  'no-key': (key) =>
    `der Schlüssel ${key} ist nicht in Ihrem Schlüsselbund: holen Sie ihn vom Herausgeber, dann gpg --import`,
  'no-signature': (_key) => 'gpg findet keine Signatur darin',
  'not-supported': (_key) => 'gpg kann eine Signatur dieser Art nicht prüfen',
  'timed-out': (_key) => 'gpg gab keine Antwort',
  signify: (_key) => 'sie ist von signify oder minisign, die hier nicht gefragt werden',
  'passes-once': (_key) =>
    'was sie signiert, wird hier nicht aufbewahrt: laden Sie es, und prüfen Sie die Datei',
};

export const signatures: Words = {
  unchecked,
  good: (file, signer, key) => `${file} ist eine gültige Signatur von ${signer}, Schlüssel ${key}`,
  expired: (file, signer, key) =>
    `${file} ist eine gültige Signatur von ${signer}, Schlüssel ${key}, der inzwischen abgelaufen ist`,
  goodKey: (file, key) => `${file} ist eine gültige Signatur mit dem Schlüssel ${key}`,
  badKey: (file) => `${file} ist eine falsche Signatur`,
  bad: (file, signer, key) => `${file} ist eine falsche Signatur (${signer}, Schlüssel ${key})`,
  isUnchecked: (file, why) => `${file} ist nicht geprüft: ${why}`,
};
