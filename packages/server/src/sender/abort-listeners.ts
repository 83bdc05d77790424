/**
 * Calls back when a signal fires, until told to stop. Requests share a few signals that live long: one real listener for
 * each signal costs far less than one for each request.
 */
export function createAbortListeners(): (signal: AbortSignal | undefined, call: () => void) => () => void {
  const callsBySignal = new WeakMap<AbortSignal, Set<() => void>>()

  function callsOf(signal: AbortSignal): Set<() => void> {
    const known = callsBySignal.get(signal)
    if (known !== undefined) return known
    const calls = new Set<() => void>()
    callsBySignal.set(signal, calls)
    signal.addEventListener('abort', () => {
      for (const call of calls) call()
    })
    return calls
  }

  return (signal, call) => {
    if (signal === undefined) return () => undefined
    const calls = callsOf(signal)
    calls.add(call)
    return () => void calls.delete(call)
  }
}
