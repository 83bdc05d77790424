/** Work is shared by shards: a webhook's shard is the last byte of its id, which is random in a UUIDv7. */
export const shardCount = 256

export function shardOf(webhookId: string): number {
  return Number.parseInt(webhookId.slice(-2), 16)
}

/** Which shards a worker should give up or take over so that all living workers have about the same number. Pure. */
export function planShares(
  workerId: string,
  owners: ReadonlyMap<number, string | null>,
  livingWorkers: number,
): { release: number[]; take: number[] } {
  const mine = [...owners].filter(([, owner]) => owner === workerId).map(([shard]) => shard)
  const free = [...owners].filter(([, owner]) => owner === null).map(([shard]) => shard)
  const fairShare = Math.ceil(shardCount / Math.max(1, livingWorkers))
  return {
    release: mine.slice(fairShare),
    take: free.slice(0, Math.max(0, fairShare - mine.length)),
  }
}
