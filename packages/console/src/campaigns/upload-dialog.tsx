import { Alert, Button, FileInput, Group, Progress, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useText } from '../lib/language.tsx'
import { CodeBlock } from '../parts/code.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/states.tsx'
import { exampleFile, saveFile } from './example-file.ts'
import { listImports, type Campaign, type NumberImport } from './queries.ts'
import { sendNumbers, Stopped, waitForEnd, type Sending } from './upload.ts'

type UploadState =
  | { step: 'choose'; chosen: Chosen; error?: unknown }
  | { step: 'sending'; sent: number; size: number; isStopping?: boolean }
  | { step: 'done'; result: NumberImport }

type Chosen = { file: File | null; column: string }
const nothing: Chosen = { file: null, column: '' }

type UploadDialogProps = {
  campaign: Campaign
  onReport: (result: NumberImport) => void
  onClose: () => void
}

/** Takes numbers from a CSV: sends it, shows how far it is, and says what became of its rows. */
export function UploadDialog({ campaign, onReport, onClose }: UploadDialogProps) {
  const t = useText()
  const queryClient = useQueryClient()
  const [state, setState] = useState<UploadState>({ step: 'choose', chosen: nothing })
  const sending = useRef<Sending>(undefined)
  useEffect(() => () => sending.current?.stop(), [])
  const start = async (file: File, column: string) => {
    const onRefused = (error: unknown) => setState({ step: 'choose', chosen: { file, column }, error })
    const onSent = (sent: number) => setState({ step: 'sending', sent, size: file.size })
    onSent(0)
    try {
      const before = await queryClient.fetchQuery({ ...listImports(campaign.id), staleTime: 0 })
      const current = sendNumbers(campaign.id, file, column.trim(), onSent)
      sending.current = current
      const onStopped = async (error: unknown) => {
        if (!(error instanceof Stopped)) throw error
        setState({ step: 'sending', sent: file.size, size: file.size, isStopping: true })
        return waitForEnd(campaign.id, before)
      }
      const result = await current.done.catch(onStopped)
      // One that was stopped may have been whole before that: then it counts.
      if (result?.status === 'completed') setState({ step: 'done', result })
      else onRefused(new Stopped())
    } catch (error) {
      onRefused(error)
    }
    await queryClient.invalidateQueries({ queryKey: ['campaigns'] })
  }
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={t.campaigns.upload.title}
      closeOnClickOutside={false}
      closeOnEscape={state.step !== 'sending'}
      withCloseButton={state.step !== 'sending'}
    >
      {state.step === 'choose' && (
        <Choose
          campaign={campaign}
          chosen={state.chosen}
          error={state.error}
          onStart={(file, column) => void start(file, column)}
        />
      )}
      {state.step === 'sending' && (
        <UnderWay
          campaignId={campaign.id}
          sent={state.sent}
          size={state.size}
          isStopping={state.isStopping === true}
          onStop={() => sending.current?.stop()}
        />
      )}
      {state.step === 'done' && (
        <Outcome
          result={state.result}
          onReport={() => onReport(state.result)}
          onAgain={() => setState({ step: 'choose', chosen: nothing })}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

type ChooseProps = {
  campaign: Campaign
  chosen: Chosen
  error: unknown
  onStart: (file: File, column: string) => void
}

function Choose({ campaign, chosen, error, onStart }: ChooseProps) {
  const t = useText()
  const words = t.campaigns.upload
  const [file, setFile] = useState(chosen.file)
  const [column, setColumn] = useState(chosen.column)
  const [isTried, setIsTried] = useState(false)
  const example = exampleFile(campaign.varNames, t)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (file !== null) onStart(file, column)
      }}
    >
      <Stack>
        {error instanceof Stopped && <Alert variant="outline">{words.stopped}</Alert>}
        {error !== undefined && !(error instanceof Stopped) && <ErrorState error={error} />}
        <Text size="sm">{words.help}</Text>
        {campaign.varNames.length === 0 && <Text size="sm">{words.takesVariables}</Text>}
        <FileInput
          label={words.file}
          placeholder={words.choose}
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          value={file}
          onChange={setFile}
          error={isTried && file === null ? words.noFile : undefined}
          data-autofocus
        />
        <TextInput
          label={words.column}
          description={words.columnHelp}
          value={column}
          maxLength={200}
          onChange={(event) => setColumn(event.currentTarget.value)}
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {words.example}
          </Text>
          <CodeBlock text={example} label={words.exampleLabel} />
          <Button size="xs" variant="default" mt="xs" onClick={() => saveFile(words.exampleName, example)}>
            {words.download}
          </Button>
        </div>
        <Group justify="flex-end">
          <Button type="submit">{words.start}</Button>
        </Group>
      </Stack>
    </form>
  )
}

type UnderWayProps = {
  campaignId: string
  sent: number
  size: number
  isStopping: boolean
  onStop: () => void
}

function UnderWay({ campaignId, sent, size, isStopping, onStop }: UnderWayProps) {
  const t = useText()
  const format = useFormat()
  const words = t.campaigns.upload
  // The one that runs is the newest, once the server has seen the file begin.
  const imports = useQuery({ ...listImports(campaignId), refetchInterval: 500 })
  const running = imports.data?.find(({ status }) => status === 'running')
  const label = words.sent(format.bytes(sent), format.bytes(size))
  return (
    <Stack>
      <Progress value={(sent / Math.max(1, size)) * 100} aria-label={label} />
      <Text size="sm" className="numeric" role="status">
        {[label, running === undefined ? undefined : words.rowsRead(running.rowsRead)]
          .filter((text) => text !== undefined)
          .join(' · ')}
      </Text>
      <Text size="sm" className="muted">
        {isStopping ? words.stopping : sent >= size ? words.reading : words.dontLeave}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onStop} loading={isStopping}>
          {words.stop}
        </Button>
      </Group>
    </Stack>
  )
}

type OutcomeProps = { result: NumberImport; onReport: () => void; onAgain: () => void; onClose: () => void }

function Outcome({ result, onReport, onAgain, onClose }: OutcomeProps) {
  const t = useText()
  const words = t.campaigns.upload
  const { added, refused, duplicates, ignoredColumns } = result
  const hasLeftOut = refused + duplicates > 0
  return (
    <Stack>
      <div role="status">
        <Text fw={650}>{words.completed(added)}</Text>
        {hasLeftOut && <Text size="sm">{words.leftOut(refused, duplicates)}</Text>}
        {ignoredColumns.length > 0 && <Text size="sm">{words.ignored(ignoredColumns.join(', '))}</Text>}
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={onAgain}>
          {words.another}
        </Button>
        {hasLeftOut && (
          <Button variant="default" onClick={onReport}>
            {words.report}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t.common.close}
        </Button>
      </Group>
    </Stack>
  )
}
