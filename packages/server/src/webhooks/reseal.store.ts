import type { Db, Tx } from '../lib/db.ts'
import type { SecretBox } from '../lib/secret-box.ts'
import { openHeaders, openSecret, sealHeaders, sealSecret } from './secrets.ts'

type Sealed = { id: string; secret: string; previousSecret: string | null; headers: string }

const batch = 100

/**
 * Brings the secrets and headers of all webhooks under the first encryption key, so that older keys can be dropped.
 * Returns how many webhooks were changed. Throws when one was sealed under a key that is not listed.
 */
export async function resealSecrets(db: Db, box: SecretBox): Promise<number> {
  let resealed = 0
  for (;;) {
    const count = await db.transaction((tx) => resealSome(tx, box))
    resealed += count
    if (count < batch) return resealed
  }
}

async function resealSome(tx: Tx, box: SecretBox): Promise<number> {
  const { rows } = await tx.query<Sealed>(
    `select id, secret_encrypted as secret, previous_secret_encrypted as "previousSecret", headers_encrypted as headers
       from webhooks
      where not starts_with(secret_encrypted, $1) or not starts_with(headers_encrypted, $1)
         or not starts_with(previous_secret_encrypted, $1)
      order by id limit $2 for update`,
    [box.prefix, batch],
  )
  for (const { id, secret, previousSecret, headers } of rows) {
    const reseal = (sealed: string) => sealSecret(box, id, openSecret(box, id, sealed))
    await tx.query(
      `update webhooks set secret_encrypted = $2, previous_secret_encrypted = $3, headers_encrypted = $4 where id = $1`,
      [
        id,
        reseal(secret),
        previousSecret === null ? null : reseal(previousSecret),
        sealHeaders(box, id, openHeaders(box, id, headers)),
      ],
    )
  }
  return rows.length
}
