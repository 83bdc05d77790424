import { z } from 'zod'

/** How long the log of a call may wait, by its agent or its channel: no longer than anyone would wait for it. */
export const logDelaySeconds = z
  .int()
  .min(0)
  .max(3_600)
  .meta({ description: 'How long the call log waits for late transcript lines and analysis.' })
