import { once } from 'node:events'
import { connect, type LookupFunction } from 'node:net'
import { expect, it } from 'vitest'
import { isDatabaseAway } from './db.ts'
import { messageOf, toError } from './errors.ts'

/** What a host with two addresses, where nobody listens, is refused with. */
async function refusedTwice(): Promise<Error> {
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }))
  const lookup: LookupFunction = (_name, _options, found) => found(null, addresses)
  const socket = connect({ host: 'two.invalid', port: 1, lookup, autoSelectFamily: true })
  return toError(await once(socket, 'close').catch((error: unknown) => error))
}

it('an error that stands for several says what they say, and is that of an absent database', async () => {
  const error = await refusedTwice()
  expect(error.message).toBe('')
  expect(messageOf(error)).toBe('connect ECONNREFUSED 127.0.0.1:1; connect ECONNREFUSED 127.0.0.2:1')
  expect(isDatabaseAway(error)).toBe(true)
})
