import type { Table } from '../en/table.ts';

export const undone: Table['undone'] = {
  nothingToDo: (target) => `${target} ist so wie vor dem Schreiben`,
  kept: (target, size) => `${target}: ${size} waren aufbewahrt: Partitionstabellen, Superblöcke, beide Enden`,
  allBack: 'sonst wurde nichts überschrieben: Alles ist wie vor dem Schreiben',
  gone: (size, atByte) =>
    `${size} ab Byte ${atByte} wurden überschrieben und sind weg: Dateien, die dort lagen, sind verloren`,
  goneUpTo: (size, atByte) =>
    `bis zu ${size} ab Byte ${atByte} wurden überschrieben und sind weg: Dateien, die dort lagen, sind verloren`,
  hurt: (partitions) => `${partitions} mit verlorenem Inhalt; vor der Benutzung prüfen`,
  whole: (numbers) => `wieder ganz: Partition ${numbers}`,
  restored: (fileSystem, size) => `enthält eine leere ${fileSystem}-Partition von ${size}`,
};
