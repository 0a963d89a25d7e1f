import type { Table } from '../en/table.ts';

export const losses: Table['losses'] = {
  reasons: {
    'name-shortened': { one: 'Name wird gekürzt', other: 'Namen werden gekürzt' },
    'name-changed': { one: 'Name wird geändert', other: 'Namen werden geändert' },
    'link-dropped': { one: 'Verweis entfällt', other: 'Verweise entfallen' },
    'link-loop': {
      one: 'Verweis auf einen Ordner um ihn herum entfällt',
      other: 'Verweise auf Ordner um sie herum entfallen',
    },
    'special-file-dropped': { one: 'Sonderdatei entfällt', other: 'Sonderdateien entfallen' },
    'device-dropped': { one: 'Gerätedatei entfällt', other: 'Gerätedateien entfallen' },
    'owner-lost': { one: 'Besitzer geht verloren', other: 'Besitzer gehen verloren' },
    'path-too-deep': { one: 'Pfad ist zu tief', other: 'Pfade sind zu tief' },
    'path-too-long': { one: 'Pfad ist zu lang', other: 'Pfade sind zu lang' },
    'too-many-folders': {
      one: 'Ordner steht falsch in der Pfadtabelle',
      other: 'Ordner stehen falsch in der Pfadtabelle',
    },
    'file-too-large': { one: 'Datei ist zu groß', other: 'Dateien sind zu groß' },
    'same-name-dropped': {
      one: 'Name unterscheidet sich nur in Groß und Klein und entfällt',
      other: 'Namen unterscheiden sich nur in Groß und Klein und entfallen',
    },
    'changed-meanwhile': {
      one: 'Datei änderte sich beim Lesen',
      other: 'Dateien änderten sich beim Lesen',
    },
    unreadable: { one: 'Eintrag ist nicht lesbar', other: 'Einträge sind nicht lesbar' },
    'time-out-of-range': {
      one: 'Zeit lässt sich nicht festhalten',
      other: 'Zeiten lassen sich nicht festhalten',
    },
    'attributes-lost': {
      one: 'Eintrag verliert seine erweiterten Attribute',
      other: 'Einträge verlieren ihre erweiterten Attribute',
    },
    'acl-lost': {
      one: 'Eintrag verliert seine Zugriffsliste',
      other: 'Einträge verlieren ihre Zugriffslisten',
    },
    'capabilities-lost': {
      one: 'Programm verliert seine Capabilities',
      other: 'Programme verlieren ihre Capabilities',
    },
    'boot-entry-dropped': { one: 'Starteintrag entfällt', other: 'Starteinträge entfallen' },
    'partition-dropped': { one: 'Partition entfällt', other: 'Partitionen entfallen' },
    'session-dropped': { one: 'Sitzung entfällt', other: 'Sitzungen entfallen' },
    'apple-part-dropped': { one: 'Teil für Apple entfällt', other: 'Teile für Apple entfallen' },
  },
  where: {
    iso9660: 'auf Lesern, die nur ISO 9660 kennen',
    joliet: 'unter Windows',
    udf: 'in UDF',
    'rock-ridge': 'unter Linux und Unix',
    esp: 'in der EFI-Systempartition',
    fat: 'auf FAT32',
    all: 'überall',
  },
  becomes: (path, name) => `${path} wird zu ${name}`,
};
