import type { Column, Table } from './catalog.ts'

/** The whole schema as SQL, in the order of names: the database on one page. */
export function schemaSql(tables: readonly Table[]): string {
  return `-- Generated from packages/server/migrations by \`npm run generate\`. Do not edit.\n\n${tables.map(tableSql).join('\n')}`
}

function tableSql(table: Table): string {
  if (table.partitionOf !== null) {
    const [parent = '', ...bound] = table.partitionOf.split(' ')
    return `create table ${table.name} partition of ${parent} ${bound.join(' ')};\n`
  }
  const lines = [...table.columns.map(columnSql), ...table.constraints.map((text) => `constraint ${text}`)]
  const partition = table.partitionKey === null ? '' : ` partition by ${table.partitionKey}`
  const options = table.options === null ? '' : ` with (${table.options})`
  const indexes = table.indexes.map((text) => `${text};\n`).join('')
  return `create table ${table.name} (\n  ${lines.join(',\n  ')}\n)${partition}${options};\n${indexes}`
}

function columnSql(column: Column): string {
  const notNull = column.isNotNull ? ' not null' : ''
  if (column.default === null) return `${column.name} ${column.type}${notNull}`
  const value = column.isGenerated
    ? `generated always as (${column.default}) stored`
    : `default ${column.default}`
  return `${column.name} ${column.type}${notNull} ${value}`
}
