import type { UdfDamage } from '../../../engine/contract/failure/udf-damage.ts';
import type { ReasonWords } from '../../reason-words.ts';

/** Was an einem UDF-Dateisystem beschädigt ist. */
export const udf: ReasonWords<UdfDamage> = {
  'udf-too-many': (f) =>
    `es hat mehr ${f.structure === 'names' ? 'Namen' : 'Allokationsdeskriptoren'}, als Platz haben: manche sind geteilt`,
  'descriptors-in-circle': (_f) => 'Allokationsdeskriptoren führen im Kreis',
  'extended-descriptors': (_f) =>
    'eine Datei ist auf eine nicht festgelegte Art komprimiert (extended descriptors)',
  'extent-descriptor': (_f) => 'ein Deskriptor weiterer Abschnitte fehlt oder ist beschädigt',
  'file-larger-than-image': (_f) => 'eine Datei ist größer als das Abbild',
  'extent-inside-block': (_f) => 'ein Abschnitt, der nicht der letzte ist, endet mitten in einem Block',
  'too-many-extents': (f) => `eine Datei hat mehr als ${f.most} Abschnitte`,
  'extents-too-short': (_f) => 'die Abschnitte einer Datei fassen weniger als ihre Länge',
  'file-entry': (_f) => 'ein Dateieintrag fehlt oder ist beschädigt',
  'file-entry-strategy': (_f) =>
    'ein Dateieintrag hat eine Strategie für einmal beschreibbare Medien (4096), die hier nicht gelesen wird',
  'file-entry-descriptors': (_f) =>
    'ein Dateieintrag hat Allokationsdeskriptoren einer nicht festgelegten Art',
  'file-entry-too-long': (_f) => 'ein Dateieintrag ist länger als sein Block',
  'file-in-entry-too-long': (_f) => 'eine Datei, die in ihrem Eintrag steht, ist länger als der Platz dort',
  'no-partition': (f) => `es gibt keine Partition mit der Nummer ${f.partition}`,
  'unknown-partition-map': (f) => `es hat eine unbekannte Partitionszuordnung: ${f.identifier}`,
  'metadata-partition-alone': (_f) => 'die Metadaten-Partition liegt in keiner anderen Partition',
  'metadata-unreadable': (_f) => 'weder die Metadatendatei noch ihr Spiegel ist lesbar',
  'metadata-block': (f) => `Block ${f.block} ist in der Metadatendatei nicht verzeichnet`,
  'packets-without-blocks': (_f) => 'die Pakete einer Partition mit Ersatzblöcken haben keine Blöcke',
  'sparing-table': (_f) => 'keine Kopie der Tabelle der Ersatzblöcke ist lesbar',
  'virtual-table-missing': (_f) =>
    'die virtuelle Allokationstabelle fehlt: das Ende des Mediums ist abgeschnitten',
  'virtual-block': (f) =>
    `der virtuelle Block ${f.block} steht nirgends in der virtuellen Allokationstabelle`,
  'block-behind-end': (f) =>
    f.lengthBytes === undefined
      ? `Block ${f.block} liegt hinter dem Ende`
      : `Block ${f.block}, ${f.lengthBytes} Bytes, liegt hinter dem Ende`,
  'content-too-long': (f) => `${f.lengthBytes} Bytes, wo nicht mehr als ${f.mostBytes} hingehören`,
  'content-with-holes': (_f) => 'ein Ordner oder eine Tabelle hat Löcher',
  'descriptor-sequences': (_f) => 'keine der beiden Deskriptorfolgen ist lesbar',
  'file-set': (_f) => 'der Deskriptor der Dateimenge fehlt oder ist beschädigt',
  'no-folder': (_f) => 'kein Ordner dieses Dateisystems',
  'no-name': (_f) => 'ein Ordner enthält etwas, das kein Name ist',
  'link-target': (_f) => 'das Ziel eines symbolischen Verweises ist beschädigt',
};
