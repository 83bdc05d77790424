import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useFormat, useText } from '../lib/language.tsx'
import { say } from '../lib/sayings.ts'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState, ErrorState, ListSkeleton } from '../parts/states.tsx'
import { ShowMore } from '../parts/show-more.tsx'
import { saveFile, toCsvRow } from './example-file.ts'
import { listRefusedRows, loadRefusedRows, type NumberImport } from './queries.ts'

/** The rows of an upload that were refused or duplicates, with the reason of each. */
export function ReportDialog({ upload, onClose }: { upload: NumberImport; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const words = t.campaigns.report
  const query = useInfiniteQuery(listRefusedRows(upload.campaignId, upload.id))
  const rows = query.data?.pages.flatMap(({ data }) => data) ?? []
  const save = useMutation({
    mutationFn: async () => {
      const lines = await loadRefusedRows(upload.campaignId, upload.id)
      const body = lines.map((line) => [String(line.rowNumber), harmless(line.value), say(line.reason, t)])
      const all = [[words.row, words.value, words.reason], ...body]
      const csv = all.map((fields) => `${toCsvRow(fields, t.campaigns.upload.separator)}\r\n`)
      saveFile(words.fileName, csv.join(''))
    },
  })
  return (
    <Dialog onClose={onClose} size="xl" title={t.campaigns.imports.reportOf(format.time(upload.startedAt))}>
      <Stack>
        {query.isPending && <ListSkeleton rows={4} />}
        {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data !== undefined && rows.length === 0 && (
          <EmptyState title={words.none} help={words.noneHelp} />
        )}
        {rows.length > 0 && (
          <>
            <Text size="sm" className="muted">
              {words.help}
            </Text>
            <div className="table-wrap" tabIndex={0} role="region" aria-label={words.title}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{words.row}</Table.Th>
                    <Table.Th scope="col">{words.value}</Table.Th>
                    <Table.Th scope="col">{words.reason}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(({ rowNumber, value, reason }) => (
                    <Table.Tr key={rowNumber}>
                      <Table.Td className="numeric">{format.number(rowNumber)}</Table.Td>
                      <Table.Td className="mono break">{value}</Table.Td>
                      <Table.Td>{say(reason, t)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Group justify="space-between">
              {query.hasNextPage ? (
                <ShowMore query={query} />
              ) : (
                <Text size="sm" className="muted">
                  {t.common.endOfList}
                </Text>
              )}
              <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
                {words.download}
              </Button>
            </Group>
            {save.isError && <ErrorState error={save.error} />}
          </>
        )}
      </Stack>
    </Dialog>
  )
}

/** A spreadsheet would run what begins so as a formula. */
function harmless(value: string): string {
  return /^(?:[=@\t\r]|[+-](?![\d\s()/.-]*$))/.test(value) ? `'${value}` : value
}
