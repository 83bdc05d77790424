import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

export type Column<T> = {
  header: string
  cell: (row: T) => ReactNode
  /** The width from which on there is room for it. */
  from?: 'xs' | 'sm' | 'md' | 'lg' | 'xl'
  className?: string
}

/** The first row of a table with these columns. */
export function Headers<T>({ columns }: { columns: readonly Column<T>[] }) {
  return columns.map(({ header, from }) => (
    <Table.Th key={header} scope="col" {...visible(from)}>
      {header}
    </Table.Th>
  ))
}

/** One of the rows below it. */
export function Cells<T>({ columns, row }: { columns: readonly Column<T>[]; row: T }) {
  return columns.map(({ header, cell, from, className = '' }) => (
    <Table.Td key={header} className={className} {...visible(from)}>
      {cell(row)}
    </Table.Td>
  ))
}

function visible(from: Column<never>['from']) {
  return from === undefined ? {} : { visibleFrom: from }
}
