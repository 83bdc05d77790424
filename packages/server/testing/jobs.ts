import { runJobStep, type Step } from '../src/deliveries/run-job.ts'
import { dialects } from '../src/dialects/registry.ts'
import { newId } from '../src/lib/ids.ts'
import type { TestDatabase } from './database.ts'

/** Takes steps of the jobs in a database: a single one, or until nothing more can be done, and then why. */
export function createJobSteps({ db }: TestDatabase): {
  step: () => Promise<Step>
  stepOn: () => Promise<Step['kind']>
} {
  const step = () => runJobStep({ db, dialects, newId })
  const stepOn = async () => {
    for (;;) {
      const { kind } = await step()
      if (kind !== 'worked') return kind
    }
  }
  return { step, stepOn }
}
