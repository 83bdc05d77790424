import { describe, expect, it } from 'vitest'
import { permutations } from '../../testing/random.ts'
import { newId } from '../lib/ids.ts'
import { collectTranscript, showTranscript, type TranscriptLine } from './transcript.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 3, 8, 9, 24, second))

function line(second: number, text: string, more: Record<string, unknown> = {}): TranscriptLine {
  return { id: newId(), occurredAt: at(second), data: { speaker: 'ai', text, ...more } }
}

const texts = (transcript: readonly unknown[]) => transcript.map((entry) => (entry as { text: string }).text)

describe('the collected transcript', () => {
  const lines = [line(1, 'Good morning 😀'), line(2, 'How may'), line(2, 'I help?'), line(9, 'Bye')]

  it('has the lines in the order in which they were spoken, however they came', () => {
    for (const order of permutations(lines)) {
      expect(texts(collectTranscript(order))).toEqual(['Good morning 😀', 'How may', 'I help?', 'Bye'])
    }
  })

  it('leaves out what was not final yet, and does not say that the rest is', () => {
    const live = [line(1, 'Good', { isFinal: false }), line(1, 'Good morning', { isFinal: true })]
    expect(collectTranscript(live)).toEqual([
      { speaker: 'ai', text: 'Good morning', at: '2026-04-08T09:24:01.000Z' },
    ])
  })

  it('keeps a time that the line has itself, and every unknown field', () => {
    const known = line(3, 'Hello', { at: '2026-04-08T11:24:02.5+02:00', mood: 'calm' })
    expect(collectTranscript([known, line(4, 'Hm', { at: null })])).toEqual([
      { speaker: 'ai', text: 'Hello', at: '2026-04-08T11:24:02.5+02:00', mood: 'calm' },
      { speaker: 'ai', text: 'Hm', at: '2026-04-08T09:24:04.000Z' },
    ])
  })

  it('is empty without lines', () => {
    expect(collectTranscript([])).toEqual([])
  })
})

describe('the transcript shown for a call', () => {
  const lines = [line(1, 'one'), line(2, 'two'), line(3, 'three')]

  it('is what the end of the call carried', () => {
    const carried = [{ speaker: 'ai', text: 'All of it, corrected' }]
    expect(showTranscript(carried, lines)).toEqual(carried)
  })

  it('is all live lines while there is no end', () => {
    expect(texts(showTranscript([], lines))).toEqual(['one', 'two', 'three'])
  })

  it('is all live lines when some of them came after the end had collected the others', () => {
    const carried = collectTranscript(lines.slice(0, 2))
    expect(texts(showTranscript(carried, lines))).toEqual(['one', 'two', 'three'])
  })
})
