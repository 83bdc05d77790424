import type { Db } from '../lib/db.ts'
import { hasEnded, processIdentitySchema } from '../lib/embedded-postgres/process-identity.ts'
import type { Logger } from '../lib/log.ts'
import { listProcesses, removeWorker } from './lease.store.ts'

/**
 * Ends the leases of workers whose process has ended for certain, so that after a kill nobody waits until they are over.
 * A dead process sends nothing, so no two workers send for one webhook at a time. All others keep theirs. Only for a
 * database that is used from one machine: of two machines that were copied while they ran, either would take the other's
 * processes for its own.
 */
export async function endDeadLeases(db: Db, log: Logger): Promise<void> {
  for (const { id, name, process } of await listProcesses(db)) {
    if (!(await hasEnded(processIdentitySchema.parse(JSON.parse(process))))) continue
    await removeWorker(db, id)
    log.warn({ workerId: id, name }, 'worker.ended')
  }
}
