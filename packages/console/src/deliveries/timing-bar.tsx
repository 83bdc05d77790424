import { Text } from '@mantine/core'
import type { Schemas } from '../lib/api.ts'
import { useFormat, useText } from '../lib/language.tsx'

type Timing = Schemas['Attempt']['timing']
type Phase = { name: 'dns' | 'connect' | 'tls' | 'wait' | 'rest'; ms: number }

/** Where the time of an attempt went, in the order in which it did. */
export function phasesOf(timing: Timing): Phase[] {
  const { dnsMs, connectMs, tlsMs, firstByteMs, totalMs } = timing
  const before = (dnsMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0)
  const phases: Phase[] = [
    { name: 'dns', ms: dnsMs ?? 0 },
    { name: 'connect', ms: connectMs ?? 0 },
    { name: 'tls', ms: tlsMs ?? 0 },
    { name: 'wait', ms: Math.max(0, (firstByteMs ?? totalMs) - before) },
    { name: 'rest', ms: firstByteMs === null ? 0 : Math.max(0, totalMs - firstByteMs) },
  ]
  return phases.filter(({ ms }) => ms > 0)
}

const fills: Record<Phase['name'], string> = {
  dns: '#7c8fa3',
  connect: '#4c6ef5',
  tls: '#9c6ade',
  wait: '#178f88',
  rest: '#e0a526',
}

/** The same as a bar, with the figures in words below it. */
export function TimingBar({ timing }: { timing: Timing }) {
  const t = useText()
  const format = useFormat()
  const phases = phasesOf(timing)
  const parts = phases.map(({ name, ms }) => `${t.deliveries.phases[name]} ${format.duration(ms)}`)
  return (
    <div>
      <div
        aria-hidden="true"
        style={{ display: 'flex', gap: 2, height: 10, borderRadius: 4, overflow: 'hidden', marginBottom: 4 }}
      >
        {phases.map(({ name, ms }) => (
          <div key={name} style={{ flex: `${ms} 1 0`, minWidth: 3, background: fills[name] }} />
        ))}
      </div>
      <Text size="xs" className="muted">
        {phases.map(({ name }, index) => (
          <span key={name} style={{ marginRight: 10, whiteSpace: 'nowrap' }}>
            <span
              aria-hidden="true"
              style={{
                display: 'inline-block',
                width: 8,
                height: 8,
                borderRadius: 2,
                background: fills[name],
                marginRight: 4,
              }}
            />
            {parts[index]}
          </span>
        ))}
        <strong>{format.duration(timing.totalMs)}</strong>
        {timing.connectMs === null && timing.firstByteMs !== null && ` · ${t.deliveries.reused}`}
      </Text>
    </div>
  )
}
