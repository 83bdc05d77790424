import { Box, Button, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat, useText } from '../lib/language.tsx'
import { say } from '../lib/sayings.ts'
import { ErrorState } from '../parts/states.tsx'
import { Time } from '../parts/time.tsx'
import { ImportStatusBadge } from './badges.tsx'
import { listImports, type NumberImport } from './queries.ts'

type ImportsProps = { campaignId: string; onReport: (upload: NumberImport) => void }

/** What was uploaded, or is being uploaded by anyone, and what became of its rows. */
export function Imports({ campaignId, onReport }: ImportsProps) {
  const t = useText()
  const format = useFormat()
  const words = t.campaigns.imports
  const query = useQuery(listImports(campaignId))
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined || query.data.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">
        {words.title}
      </Title>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={words.title}>
        <Table verticalSpacing={7}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.started}</Table.Th>
              <Table.Th scope="col">{words.status}</Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                {words.rows}
              </Table.Th>
              <Table.Th scope="col" visibleFrom="xs">
                {words.added}
              </Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                {words.duplicates}
              </Table.Th>
              <Table.Th scope="col" visibleFrom="xs">
                {words.refused}
              </Table.Th>
              <Table.Th scope="col" visibleFrom="xs">
                {t.common.actions}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="numeric">
            {query.data.map((upload) => (
              <Table.Tr key={upload.id}>
                <Table.Td>
                  <Time at={upload.startedAt} />
                  <Box hiddenFrom="xs">
                    <Text size="sm" className="muted">
                      {t.campaigns.upload.completed(upload.added)}
                    </Text>
                    <Report upload={upload} onReport={onReport} />
                  </Box>
                </Table.Td>
                <Table.Td>
                  <ImportStatusBadge status={upload.status} />
                  {upload.detail !== null && (
                    <Text size="sm" className="muted break">
                      {say(upload.detail, t)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td visibleFrom="sm">{format.number(upload.rowsRead)}</Table.Td>
                <Table.Td visibleFrom="xs">{format.number(upload.added)}</Table.Td>
                <Table.Td visibleFrom="sm">{format.number(upload.duplicates)}</Table.Td>
                <Table.Td visibleFrom="xs">{format.number(upload.refused)}</Table.Td>
                <Table.Td visibleFrom="xs">
                  <Report upload={upload} onReport={onReport} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

type ReportProps = { upload: NumberImport; onReport: (upload: NumberImport) => void }

function Report({ upload, onReport }: ReportProps) {
  const t = useText()
  if (upload.refused + upload.duplicates === 0) return null
  return (
    <Button size="compact-xs" variant="default" onClick={() => onReport(upload)}>
      {t.campaigns.imports.report}
    </Button>
  )
}
