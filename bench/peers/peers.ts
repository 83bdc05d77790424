import type { Peer } from './peer.ts'

/** Loaded when asked for, so that what is not installed is missed only where it is used. */
export const peers: Record<string, () => Promise<Peer>> = {
  bare: async () => (await import('./bare.ts')).bare,
  BullMQ: async () => (await import('./bullmq.ts')).bullmq,
  'pg-boss': async () => (await import('./pg-boss.ts')).pgBoss,
  'graphile-worker': async () => (await import('./graphile-worker.ts')).graphileWorker,
}
