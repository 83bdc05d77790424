import { Client } from 'pg'

/** Whether the query finds nothing. */
async function isEmpty(connectionString: string, text: string, values: unknown[] = []): Promise<boolean> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rowCount } = await client.query(text, values)
  await client.end()
  return rowCount === 0
}

/** pg-boss keeps finished jobs in the same table for a while. */
export async function isPgBossDrained(connectionString: string, queue: string): Promise<boolean> {
  return isEmpty(connectionString, `select from pgboss.job where state < 'completed' and name = $1 limit 1`, [
    queue,
  ])
}

/** graphile-worker deletes finished jobs. */
export async function isGraphileWorkerDrained(connectionString: string): Promise<boolean> {
  return isEmpty(connectionString, 'select from graphile_worker._private_jobs limit 1')
}
