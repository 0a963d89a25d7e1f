import type { Table } from '../en/table.ts';

type Words = Table['downloads'];

const signedByNobody = 'das Zertifikat des Servers stammt von niemandem, dem dieser Computer vertraut';

const connections: Words['connections'] = {
  ENOTFOUND: 'diesen Server gibt es nicht',
  EAI_AGAIN: 'der Name des Servers ließ sich nicht auflösen',
  ECONNREFUSED: 'der Server nimmt keine Verbindungen an',
  ECONNRESET: 'die Verbindung brach ab',
  EPIPE: 'die Verbindung brach ab',
  ETIMEDOUT: 'der Server antwortet nicht',
  TOO_SLOW: 'der Server schickt so gut wie nichts',
  EHOSTUNREACH: 'der Server ist nicht erreichbar',
  ENETUNREACH: 'es gibt kein Netz',
  CERT_HAS_EXPIRED: 'das Zertifikat des Servers ist abgelaufen',
  CERT_NOT_YET_VALID: 'das Zertifikat des Servers gilt noch nicht',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'das Zertifikat des Servers ist selbst signiert',
  SELF_SIGNED_CERT_IN_CHAIN: signedByNobody,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: signedByNobody,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: signedByNobody,
  ERR_TLS_CERT_ALTNAME_INVALID: 'das Zertifikat des Servers gilt für einen anderen Namen',
};

const reasons: Words['reasons'] = {
  'server-trouble': (f) => `der Server meldet einen eigenen Fehler (HTTP ${f.status})`,
  'server-refuses': (f) => `der Server lehnt es ab (HTTP ${f.status})`,
  'packed-on-the-way': (f) =>
    `der Server komprimiert es bei der Übertragung (${f.encoding}), obwohl er es nicht soll`,
  'other-part': (_f) => 'der Server schickt einen anderen Teil der Datei, als verlangt war',
  'sent-elsewhere': (f) =>
    `der Server leitet um auf ${f.to === '' ? 'etwas, das keine Adresse ist' : f.to}; dem wird nicht gefolgt`,
  'sent-without-end': (_f) => 'der Server leitet ohne Ende um',
};

export const downloads: Words = {
  connections,
  reasons,
  connectionFailed: 'die Verbindung kam nicht zustande',
};
