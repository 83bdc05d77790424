import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../lib/language.tsx'
import { Cells, Headers, type Column } from './columns.tsx'

/** A list that is short enough to be shown whole, with a menu of what can be done with each row. */
export function MenuTable<T extends { id: string }>(props: {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  menu: (row: T) => ReactNode
  highlightOnHover?: boolean
}) {
  const t = useText()
  const { columns, highlightOnHover = false } = props
  return (
    <div className="table-wrap" tabIndex={0} role="region" aria-label={props.label}>
      <Table highlightOnHover={highlightOnHover} verticalSpacing={9}>
        <Table.Thead>
          <Table.Tr>
            <Headers columns={columns} />
            <Table.Th scope="col" w={50}>
              {t.common.actions}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Cells columns={columns} row={row} />
              <Table.Td>{props.menu(row)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
