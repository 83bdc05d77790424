/** Work is shared by shards: a webhook's shard is the last byte of its id, which is random in a UUIDv7. */
export const shardCount = 256

export function shardOf(webhookId: string): number {
  return Number.parseInt(webhookId.slice(-2), 16)
}

/**
 * Which shards a worker should give up or take over so that all workers that stay have about the same number; one that is
 * leaving gives up all. Pure.
 */
export function planShares(
  workerId: string,
  owners: ReadonlyMap<number, string | null>,
  { staying, isLeaving }: { staying: number; isLeaving: boolean },
): { release: number[]; take: number[] } {
  const mine = [...owners].filter(([, owner]) => owner === workerId).map(([shard]) => shard)
  const free = [...owners].filter(([, owner]) => owner === null).map(([shard]) => shard)
  const fairShare = isLeaving ? 0 : Math.ceil(shardCount / Math.max(1, staying))
  return {
    release: mine.slice(fairShare),
    take: free.slice(0, Math.max(0, fairShare - mine.length)),
  }
}
