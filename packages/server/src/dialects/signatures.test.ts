import { Webhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import type { SignInput } from './dialect.ts'
import { dialects } from './registry.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const oldSecret = 'whsec_c2VjcmV0LXRoYXQtd2FzLXVzZWQtYmVmb3Jl'
const strangeSecret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

function signInput(changes: Partial<SignInput> = {}): SignInput {
  return {
    eventId: '019cbe01-3c5a-7b10-8a2f-4d5e6f708192',
    occurredAt: new Date(),
    body: '{"text":"Grüße 👋 </script>"}',
    secrets: [secret],
    now: new Date(),
    isTest: false,
    ...changes,
  }
}

function verify(key: string, body: string, headers: Record<string, string>): unknown {
  return new Webhook(key).verify(body, headers)
}

const standardDialects = [dialects.offhook, dialects.sipgate, dialects.salpre]

describe.each(standardDialects)('the signature of $id, checked by standardwebhooks', (dialect) => {
  it('verifies', () => {
    const input = signInput()
    expect(verify(secret, input.body, dialect.headers(input))).toEqual(JSON.parse(input.body))
  })

  it('verifies with both secrets while an old one still counts', () => {
    const input = signInput({ secrets: [secret, oldSecret] })
    const headers = dialect.headers(input)
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(() => verify(secret, input.body, headers)).not.toThrow()
    expect(() => verify(oldSecret, input.body, headers)).not.toThrow()
  })

  it('fails for another secret, another body, another id and another time', () => {
    const input = signInput({ secrets: [secret, oldSecret] })
    const headers = dialect.headers(input)
    expect(() => verify(strangeSecret, input.body, headers)).toThrow('No matching signature')
    expect(() => verify(secret, `${input.body} `, headers)).toThrow('No matching signature')
    expect(() => verify(secret, input.body, { ...headers, 'webhook-id': 'other' })).toThrow(
      'No matching signature',
    )
    const later = String(Number(headers['webhook-timestamp']) + 1)
    expect(() => verify(secret, input.body, { ...headers, 'webhook-timestamp': later })).toThrow(
      'No matching signature',
    )
  })

  it('carries the id of the event and the time of the attempt in whole seconds', () => {
    const headers = dialect.headers(signInput({ now: new Date(1_760_084_505_999) }))
    expect(headers).toMatchObject({
      'Content-Type': 'application/json',
      'webhook-id': '019cbe01-3c5a-7b10-8a2f-4d5e6f708192',
      'webhook-timestamp': '1760084505',
    })
  })
})

describe('the signature of sip-caller, checked by stripe', () => {
  const { signature } = Stripe.webhooks
  const dialect = dialects['sip-caller']
  const verifyStripe = (key: string, body: string, header: string | undefined, toleranceSeconds?: number) =>
    signature?.verifyHeader(body, header ?? '', key, toleranceSeconds)

  it('verifies', () => {
    const input = signInput()
    expect(verifyStripe(secret, input.body, dialect.headers(input)['Sip-Caller-Signature'], 300)).toBe(true)
  })

  it('verifies with both secrets while an old one still counts, the newest first', () => {
    const input = signInput({ secrets: [secret, oldSecret] })
    const header = dialect.headers(input)['Sip-Caller-Signature']
    expect(verifyStripe(secret, input.body, header)).toBe(true)
    expect(verifyStripe(oldSecret, input.body, header)).toBe(true)
    const alone = dialect.headers({ ...input, secrets: [secret] })['Sip-Caller-Signature'] ?? ''
    expect(header?.startsWith(`${alone},v1=`)).toBe(true)
  })

  it('fails for another secret, another body and another time', () => {
    const input = signInput({ secrets: [secret, oldSecret] })
    const header = dialect.headers(input)['Sip-Caller-Signature'] ?? ''
    const moved = header.replace(/t=(\d+)/, (_all, seconds: string) => `t=${Number(seconds) + 1}`)
    expect(() => verifyStripe(strangeSecret, input.body, header)).toThrow('No signatures found')
    expect(() => verifyStripe(secret, `${input.body} `, header)).toThrow('No signatures found')
    expect(() => verifyStripe(secret, input.body, moved)).toThrow('No signatures found')
  })

  it('is dated by the event and not by the attempt, so every attempt carries the same one', () => {
    const occurredAt = new Date(1_728_776_932_780)
    const first = dialect.headers(signInput({ occurredAt, now: new Date(1_728_776_933_000) }))
    const second = dialect.headers(signInput({ occurredAt, now: new Date(1_728_780_000_000) }))
    expect(first).toEqual(second)
    expect(first['Sip-Caller-Signature']).toMatch(/^t=1728776932,v1=[0-9a-f]{64}$/)
    expect(first['webhook-id']).toBe('019cbe01-3c5a-7b10-8a2f-4d5e6f708192')
  })
})

describe.each(Object.values(dialects))('the headers of $id', (dialect) => {
  it('mark a test and nothing else', () => {
    expect(dialect.headers(signInput({ isTest: true }))['Offhook-Test']).toBe('true')
    expect(dialect.headers(signInput())).not.toHaveProperty('Offhook-Test')
  })

  it('stay right when far more secrets are in use than keys are kept', () => {
    const input = signInput({ now: new Date(0), occurredAt: new Date(0) })
    const before = dialect.headers(input)
    for (let index = 0; index < 10_050; index++) {
      dialect.headers({ ...input, secrets: [`whsec_${Buffer.from(`key ${index}`).toString('base64')}`] })
    }
    expect(dialect.headers(input)).toEqual(before)
  })
})
