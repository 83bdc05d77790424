import { connectionCount, type Peer } from './peer.ts'

/** No queue at all: signed posts from memory, as fast as undici sends them. The limit of this machine. */
export const bare: Peer = {
  needs: 'nothing',
  fill: async () => undefined,
  async work(_, send, jobs) {
    const all = jobs()[Symbol.iterator]()
    const sendOnAndOn = async () => {
      for (const job of all) await send(job)
    }
    const senders = Array.from({ length: connectionCount }, sendOnAndOn)
    return { stop: async () => void (await Promise.all(senders)) }
  },
  isDrained: async () => true,
}
