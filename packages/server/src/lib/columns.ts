/**
 * Many rows as the parameters of one statement: an array for each column, in Postgres' binary format. Written as text,
 * each character of a body would be looked at for escaping here and once more there.
 */

/** What a column of each type holds here, beside null. */
type Values = {
  uuid: string
  text: string
  int4: number
  int8: number
  float4: number
  float8: number
  bool: boolean
  timestamptz: Date
}
export type ColumnType = keyof Values
export type ColumnValue<T extends ColumnType> = Values[T] | null

/** A column: its name in the statement, its type there, and what a row has in it. */
export type Column<Row, T extends ColumnType = ColumnType> = {
  [K in T]: { name: string; type: K; read: (row: Row) => ColumnValue<K> }
}[T]

/** How a value is sent: the type's oid (pg_type.dat), its bytes, and who writes them. */
type Encoding<Value> = {
  oid: number
  byteCount: (value: Value) => number
  write: (target: Buffer, value: Value, at: number) => void
}

// Postgres counts microseconds from 2000 on.
const postgresEpochMs = Date.UTC(2000)

const encodings: { [T in ColumnType]: Encoding<Values[T]> } = {
  uuid: {
    oid: 2950,
    byteCount: () => 16,
    write: (target, value, at) => {
      const hex = value.replaceAll('-', '')
      if (hex.length !== 32 || target.write(hex, at, 'hex') !== 16)
        throw new Error(`This is no UUID: ${value}`)
    },
  },
  text: {
    oid: 25,
    byteCount: (value) => Buffer.byteLength(value),
    write: (target, value, at) => void target.write(value, at),
  },
  int4: { oid: 23, byteCount: () => 4, write: (target, value, at) => void target.writeInt32BE(value, at) },
  int8: {
    oid: 20,
    byteCount: () => 8,
    write: (target, value, at) => void target.writeBigInt64BE(BigInt(value), at),
  },
  float4: { oid: 700, byteCount: () => 4, write: (target, value, at) => void target.writeFloatBE(value, at) },
  float8: {
    oid: 701,
    byteCount: () => 8,
    write: (target, value, at) => void target.writeDoubleBE(value, at),
  },
  bool: {
    oid: 16,
    byteCount: () => 1,
    write: (target, value, at) => void target.writeUInt8(Number(value), at),
  },
  timestamptz: {
    oid: 1184,
    byteCount: () => 8,
    write: (target, value, at) =>
      void target.writeBigInt64BE(BigInt(value.getTime() - postgresEpochMs) * 1000n, at),
  },
}

/** SQL: the rows of `valuesOf` as a table `g`. The first column is parameter `$first`, the others follow it. */
export function givenRows(columns: readonly Column<never>[], first = 1): string {
  const arrays = columns.map(({ type }, index) => `$${first + index}::${type}[]`)
  return `unnest(${arrays.join(', ')}) g(${namesOf(columns)})`
}

/** SQL: the columns' names, separated by commas. */
export function namesOf(columns: readonly Column<never>[]): string {
  return columns.map(({ name }) => name).join(', ')
}

/** The parameters, one for each column. One without any value is an empty array, which unnest fills with nulls. */
export function valuesOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] {
  return columns.map((column) => columnOf(column, rows))
}

function columnOf<Row, T extends ColumnType>({ type, read }: Column<Row, T>, rows: readonly Row[]): Buffer {
  const values = rows.map(read)
  return arrayOf(type, values.every((value) => value === null) ? [] : values)
}

const headerBytes = 12
const dimensionBytes = 8
const lengthBytes = 4

/**
 * One array. Its format is that of `array_recv` in https://github.com/postgres/postgres (src/backend/utils/adt/arrayfuncs.c):
 * dimensions, whether there are nulls, element type; for each dimension size and first index; for each element its length
 * (-1 for null) and bytes.
 */
export function arrayOf<T extends ColumnType>(type: T, values: readonly ColumnValue<T>[]): Buffer {
  const { oid, byteCount, write }: Encoding<Values[T]> = encodings[type]
  const sizes = values.map((value) => (value === null ? -1 : byteCount(value)))
  const size = sizes.reduce(
    (sum, each) => sum + lengthBytes + Math.max(0, each),
    headerBytes + dimensionBytes,
  )
  const target = Buffer.allocUnsafe(size)
  let at = target.writeInt32BE(values.length === 0 ? 0 : 1)
  at = target.writeInt32BE(sizes.includes(-1) ? 1 : 0, at)
  at = target.writeInt32BE(oid, at)
  if (values.length === 0) return target.subarray(0, at)
  at = target.writeInt32BE(values.length, at)
  at = target.writeInt32BE(1, at)
  for (const [index, value] of values.entries()) {
    at = target.writeInt32BE(sizes[index] ?? -1, at)
    if (value === null) continue
    write(target, value, at)
    at += sizes[index] ?? 0
  }
  return target
}
