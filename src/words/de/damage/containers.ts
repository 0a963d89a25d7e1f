import type { ContainerDamage } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an einem Behälter beschädigt ist. */
export const containers: ReasonWords<ContainerDamage> = {
  'no-bzip2-header': (_f) => 'kein bzip2-Kopf',
  'no-bzip2-block': (_f) => 'kein bzip2-Block, wo einer stehen müsste',
  'bzip2-block': (_f) => 'ein bzip2-Block ist beschädigt',
  'bzip2-block-checksum': (_f) => 'die Prüfsumme eines bzip2-Blocks stimmt nicht',
  'bzip2-stream-checksum': (_f) => 'die Prüfsumme eines bzip2-Stroms stimmt nicht',
  'no-gzip-header': (_f) => 'kein gzip-Kopf',
  'gzip-header-endless': (_f) => 'ein gzip-Kopf ohne Ende',
  'gzip-member-checksum': (_f) => 'die Prüfsumme eines gzip-Teils stimmt nicht',
  'gzip-member-length': (_f) => 'ein gzip-Teil hat nicht die angegebene Länge',
  'no-lz4-frame': (_f) => 'etwas, das kein lz4-Rahmen ist',
  'lz4-frame-head': (_f) => 'der Kopf eines lz4-Rahmens ist beschädigt',
  'lz4-frame-checksum': (_f) => 'die Prüfsumme eines lz4-Rahmens stimmt nicht',
  'lz4-frame-length': (f) => `ein lz4-Rahmen von ${f.foundBytes} Bytes, der ${f.saidBytes} angibt`,
  'lz4-block': (_f) => 'ein lz4-Block ist beschädigt',
  'lz4-block-too-large': (_f) => 'ein zu großer lz4-Block',
  'lz4-block-checksum': (_f) => 'die Prüfsumme eines lz4-Blocks stimmt nicht',
  'no-zstd-frame': (_f) => 'etwas, das kein zstd-Rahmen ist',
  'zstd-frame-length': (f) => `ein zstd-Rahmen von ${f.foundBytes} Bytes, der ${f.saidBytes} angibt`,
  'zstd-frame-early': (_f) => 'ein zstd-Rahmen, der zu früh endet',
  'zstd-block-kind': (_f) => 'ein zstd-Block unbekannter Art',
  'zip-directory': (_f) => 'ein Zip-Archiv mit einem unmöglichen Inhaltsverzeichnis',
  'zip-entry-elsewhere': (f) => `kein ${f.name}, wo es laut Inhaltsverzeichnis steht`,
  'zip-entry-checksum': (f) => `die Prüfsumme von ${f.name} stimmt nicht`,
  'zip-entry-length': (f) => `${f.name} hat nicht die angegebene Länge`,
  'compressed-data': (_f) => 'die komprimierten Daten sind beschädigt',
  'unpacker-said': (f) => `beim Entpacken hieß es „${f.said}“`,
  'container-field': (f) => `ein ${f.format}-Behälter, dessen Feld ${f.field} nicht ${f.found} sein kann`,
  'container-checksum': (f) => `ein ${f.format}-Behälter, in dem die Prüfsumme von ${f.field} nicht stimmt`,
  'container-block': (f) => `ein Block eines ${f.format}-Behälters, der entpackt nicht das Richtige ergibt`,
  'part-longer': (f) =>
    `ein Teil von ${f.foundBytes} Bytes, obwohl der erste ${f.expectedBytes} hat: sie gehören nicht zusammen`,
  'longer-than-announced': (f) => `es enthält mehr als die angekündigten ${f.announcedBytes} Bytes`,
};
