import type { Table } from '../../en/table.ts';

export const options: Table['screens']['options'] = {
  question: 'Etwas Besonderes? Enter lässt alles, wie es ist.',
  auto: (label) => `auto: ${label}`,
  leftOut: (entries) => `Ausgelassen: ${entries}.`,
  looking: (soFar) => `Der Inhalt wird angesehen${soFar}...`,
  lacks: (what) => `Zum Starten fehlt etwas (i auf der Übersicht): ${what}`,
  packed: (container) => `Gepackt: ${container}`,
  comparedWith: (names) => `Wird verglichen mit ${names}`,
  tabShows: 'Tab zeigt mehr',
  tabShowsChanged: (count) => `Tab zeigt mehr, davon ${count} geändert`,
  markText: 'Zuerst eine Zeile mit Text markieren.',
  nothingMore: 'Hier gibt es nicht mehr zu wählen.',
};
