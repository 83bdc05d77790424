import { describe, expect, it } from 'vitest'
import { AppError } from '../lib/errors.ts'
import { toProblem } from './problem.ts'

const coded = (code: string, more: object = {}) =>
  Object.assign(new Error('+4917112345 leaked'), { code, ...more })

describe('a problem', () => {
  it('shows an error that is meant for the caller, with its fields and the request', () => {
    const fields = [{ path: 'call.id', message: 'is required' }]
    expect(toProblem(new AppError('invalid_request', 'Not accepted.', { fields }), 'r-1')).toEqual({
      type: 'urn:offhook:problem:invalid_request',
      ...{ title: 'The request has invalid fields', status: 400, code: 'invalid_request' },
      ...{ detail: 'Not accepted.', errors: fields, requestId: 'r-1' },
    })
  })

  it('shows no more fields than anyone reads', () => {
    const fields = Array.from({ length: 1_000 }, (_, index) => ({ path: `events[${index}]`, message: 'x' }))
    expect(toProblem(new AppError('invalid_request', 'x', { fields }), 'r').errors).toHaveLength(50)
  })

  it.each([
    ['an unexpected error', new Error('+4917112345 leaked'), 500, 'internal'],
    ['something thrown that is no error', '+4917112345 leaked', 500, 'internal'],
    ['nothing thrown', undefined, 500, 'internal'],
    ['a constraint', coded('23505', { detail: '+4917112345' }), 500, 'internal'],
    ['a database that shuts down', coded('57P01'), 503, 'unavailable'],
    ['a full disk', coded('53100'), 503, 'unavailable'],
    ['a standby', coded('25006'), 503, 'unavailable'],
    ['a refused connection', coded('ECONNREFUSED'), 503, 'unavailable'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 503, 'unavailable'],
    ['a body too large', coded('FST_ERR_CTP_BODY_TOO_LARGE', { statusCode: 413 }), 413, 'too_large'],
    [
      'a strange type',
      coded('FST_ERR_CTP_INVALID_MEDIA_TYPE', { statusCode: 415 }),
      415,
      'unsupported_media_type',
    ],
    ['a client that breaks off its body', coded('ECONNRESET', { statusCode: 400 }), 400, 'invalid_request'],
    ['anything else a client did', coded('FST_ERR_OTHER', { statusCode: 400 }), 400, 'invalid_request'],
    ['anything else the server did', coded('FST_ERR_OTHER', { statusCode: 500 }), 500, 'internal'],
  ])('for %s tells nothing of its inside', (_, error, status, code) => {
    const problem = toProblem(error, 'r')
    expect(problem).toMatchObject({ status, code })
    expect(JSON.stringify(problem)).not.toContain('49171')
  })
})
