import type { Column, Table } from './catalog.ts'

const types: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  boolean: 'boolean',
  integer: 'number',
  smallint: 'number',
  bigint: 'number',
  real: 'number',
  'double precision': 'number',
  'timestamp with time zone': 'Date',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  date: 'string',
  bytea: 'Buffer',
}

/** The row types that Kysely works with, in camelCase as its plugin maps them. Partitions are left out. */
export function tablesTs(tables: readonly Table[]): string {
  const own = tables.filter((table) => table.partitionOf === null)
  const rows = own.map(
    (table) => `export type ${pascal(table.name)}Table = {\n${table.columns.map(field).join('')}}\n`,
  )
  const index = own.map((table) => `  ${camel(table.name)}: ${pascal(table.name)}Table\n`).join('')
  return [
    '// Generated from packages/server/migrations by `npm run generate`. Do not edit.',
    "import type { Generated, GeneratedAlways } from 'kysely'\n",
    ...rows,
    `export type Tables = {\n${index}}\n`,
  ].join('\n')
}

function field(column: Column): string {
  const type = types[column.type]
  if (type === undefined) throw new Error(`No TypeScript type is known for the Postgres type ${column.type}`)
  const nullable = column.isNotNull || column.isGenerated ? type : `${type} | null`
  const whole = column.isGenerated
    ? `GeneratedAlways<${nullable}>`
    : column.default === null
      ? nullable
      : `Generated<${nullable}>`
  return `  ${camel(column.name)}: ${whole}\n`
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function pascal(name: string): string {
  const text = camel(name)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
