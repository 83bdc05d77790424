import type { events as english } from '../en/events.ts'

export const events: typeof english = {
  title: 'Ereignisse',
  type: 'Art',
  call: 'Anruf',
  campaign: 'Kampagne',
  webhook: 'Webhook',
  text: 'Text',
  textHelp: 'Überall in Anruf und Daten',
  time: 'Zeit',
  occurred: 'Geschehen',
  received: 'Empfangen',
  id: 'Ereignis-ID',
  empty: 'Noch keine Ereignisse',
  emptyHelp: 'Hier erscheint alles, was in Ihren Anrufen geschieht. Schicken Sie ein Ereignis zur Probe:',
  event: 'Ereignis',
  deliveries: 'Zustellungen',
  noDeliveries: 'Kein Webhook wollte dieses Ereignis, als es angenommen wurde.',
  payload: 'Inhalt',
  dialect: 'Dialekt',
  notCarried: 'Dieser Dialekt kennt dieses Ereignis nicht.',
  otherEvents: 'Den ganzen Anruf ansehen',
}
