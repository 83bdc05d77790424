import { useState } from 'react'

/** What was edited of something saved, and how it stands with that. */
export function useEdits<D extends object>(saved: D) {
  const [edits, setEdits] = useState<Partial<D>>({})
  return {
    edits,
    draft: { ...saved, ...edits },
    edit: (part: Partial<D>) => setEdits((before) => ({ ...before, ...part })),
    /** These were saved: what was typed while they were on their way is kept. */
    settle: (sent: Partial<D>) => setEdits((now) => without(now, sent)),
  }
}

function without<D extends object>(edits: Partial<D>, sent: Partial<D>): Partial<D> {
  const later = Object.entries(edits).filter(([field, value]) => sent[field as keyof D] !== value)
  // Its fields are some of the edits' own.
  return Object.fromEntries(later) as Partial<D>
}
