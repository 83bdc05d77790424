import { createServer, type AddressInfo } from 'node:net'

/** A port that was free a moment ago, for what has to keep its port over restarts. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
