import type { playbooks as english } from '../en/playbooks.ts'

export const playbooks: typeof english = {
  help: 'Ein Playbook ist eine Art von Gespräch: wann es gilt, was der Agent fragt und wie das Gespräch eingeordnet wird. Antworten und Einordnungen abgeschlossener Playbooks stehen im Gesprächsprotokoll, als assist.callScenarios.',
  empty: 'Noch keine Playbooks',
  emptyHelp:
    'Beschreiben Sie eine Art von Anruf, etwa „Tisch reservieren“, mit den Fragen, die der Agent dabei stellt. Ist das Playbook abgeschlossen, stehen die Antworten im Gesprächsprotokoll.',
  add: 'Playbook hinzufügen',
  addTitle: 'Ein Playbook hinzufügen',
  editTitle: (name) => `${name} bearbeiten`,
  editThis: (name) => `${name} bearbeiten`,
  removeThis: (name) => `${name} löschen`,
  removeTitle: (name) => `Das Playbook ${name} löschen?`,
  removeHelp:
    'Die Gesprächsprotokolle des Agenten enthalten es nicht mehr. Schon gesendete Protokolle bleiben, wie sie sind.',
  saved: 'Das Playbook wurde gespeichert.',
  removed: 'Das Playbook wurde gelöscht.',
  name: 'Name',
  condition: 'Bedingung',
  conditionHelp: 'Wann es gilt, in einem Satz.',
  noCondition: 'Keine Bedingung',
  questions: 'Fragen',
  question: (n) => `Frage ${n}`,
  addQuestion: 'Frage hinzufügen',
  removeQuestion: (n) => `Frage ${n} entfernen`,
  classifications: 'Einordnungen',
  classificationsHelp: 'Was eingeordnet wird und welche Werte es haben kann.',
  classification: (n) => `Einordnung ${n}`,
  classified: 'Was eingeordnet wird',
  values: 'Werte',
  valuesHelp: 'Die Eingabetaste fügt einen Wert hinzu.',
  addClassification: 'Einordnung hinzufügen',
  removeClassification: (n) => `Einordnung ${n} entfernen`,
}
