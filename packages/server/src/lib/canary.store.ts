import type { Db } from './db.ts'
import type { SecretBox } from './secret-box.ts'

const text = 'offhook'
const place = 'encryption_canary'

/**
 * Makes sure that this process can read what others encrypted: the first one seals a text, all later ones must open
 * it. Throws with what to do when the key is another one.
 */
export async function checkEncryptionKey(db: Db, box: SecretBox): Promise<void> {
  await db.pool.query('insert into encryption_canary (sealed) values ($1) on conflict do nothing', [
    box.seal(text, place),
  ])
  const { rows } = await db.pool.query<{ sealed: string }>('select sealed from encryption_canary')
  try {
    if (box.open(rows[0]?.sealed ?? '', place) === text) return
  } catch (cause) {
    throw new Error(
      'This database holds secrets that were encrypted with another key. Give all processes the same OFFHOOK_ENCRYPTION_KEY; ' +
        'the key of an Offhook that made its own is in the file encryption-key of its data directory.',
      { cause },
    )
  }
}

/** Brings the text under the first key. Called last, so that it proves the same of everything else. */
export async function resealCanary(db: Db, box: SecretBox): Promise<void> {
  await db.pool.query('update encryption_canary set sealed = $1 where not starts_with(sealed, $2)', [
    box.seal(text, place),
    box.prefix,
  ])
}
