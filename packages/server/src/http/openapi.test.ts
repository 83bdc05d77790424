import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { openApi } from './openapi.ts'
import { openRoutes, routes } from './routes.ts'

type Operation = { operationId: string; security?: unknown[]; responses: Record<string, unknown> }
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: object } }

const document = JSON.parse(JSON.stringify(openApi('1.2.3', openRoutes, routes))) as Document

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(document)
    expect(errors, JSON.stringify(errors)).toBeUndefined()
    expect([valid, validator.version]).toEqual([true, '3.1'])
  })

  it('has every endpoint once, under a name of its own', () => {
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(names).toHaveLength(routes.length + openRoutes.length)
    expect(new Set(names).size).toBe(names.length)
  })

  it('only refers to schemas that it has', () => {
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) =>
      ref.replace('#/components/schemas/', ''),
    )
    for (const name of new Set(names)) expect(document.components.schemas).toHaveProperty(name)
    expect(text).not.toContain('$defs')
  })

  it.each(
    routes.flatMap(({ method, path, query }) => (query === undefined ? [] : [{ method, path, query }])),
  )('has no unknown query parameter: $method $path refuses it', ({ query }) => {
    const { error } = query.safeParse({ nonsense: '1' })
    expect(error?.issues).toContainEqual(
      expect.objectContaining({ code: 'unrecognized_keys', keys: ['nonsense'] }),
    )
  })

  it('says which endpoints need no key', () => {
    const open = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).some(({ security }) => security?.length === 0) ? [path] : [],
    )
    expect(open.toSorted()).toEqual(['/healthz', '/metrics', '/readyz', '/v1/openapi.json', '/v1/session'])
  })
})
