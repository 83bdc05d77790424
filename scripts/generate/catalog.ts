import type pg from 'pg'

/** What Postgres itself says of the schema: enough to print it and to type it. */
export type Column = {
  name: string
  type: string
  isNotNull: boolean
  default: string | null
  isGenerated: boolean
}
export type Table = {
  name: string
  partitionKey: string | null
  partitionOf: string | null
  options: string | null
  columns: Column[]
  constraints: string[]
  indexes: string[]
}

const tablesQuery = `
  select c.oid, c.relname as name, pg_get_partkeydef(c.oid) as "partitionKey",
         array_to_string(c.reloptions, ', ') as options,
         (select p.relname || ' ' || pg_get_expr(c.relpartbound, c.oid)
            from pg_inherits i join pg_class p on p.oid = i.inhparent where i.inhrelid = c.oid) as "partitionOf"
    from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
   order by c.relname`

const columnsQuery = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "isNotNull",
         pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated <> '' as "isGenerated"
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
   order by a.attnum`

// Postgres 18 lists NOT NULL among the constraints, 15 does not: they are printed with the column.
const constraintsQuery = `
  select conname || ' ' || pg_get_constraintdef(oid) as text
    from pg_constraint where conrelid = $1 and contype <> 'n' order by contype desc, conname`

const indexesQuery = `
  select pg_get_indexdef(i.indexrelid) as text
    from pg_index i
   where i.indrelid = $1 and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
   order by 1`

/** Reads every table of the public schema, the migrator's own excepted. */
export async function readCatalog(pool: pg.Pool): Promise<Table[]> {
  const { rows } = await pool.query<{ oid: number } & Omit<Table, 'columns' | 'constraints' | 'indexes'>>(
    tablesQuery,
  )
  return Promise.all(
    rows.map(async ({ oid, ...table }) => ({
      ...table,
      columns: (await pool.query<Column>(columnsQuery, [oid])).rows,
      constraints: await texts(pool, constraintsQuery, oid),
      indexes: await texts(pool, indexesQuery, oid),
    })),
  )
}

async function texts(pool: pg.Pool, query: string, oid: number): Promise<string[]> {
  return (await pool.query<{ text: string }>(query, [oid])).rows.map((row) => row.text)
}
