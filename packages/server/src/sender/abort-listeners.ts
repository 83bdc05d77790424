type Listener = { call: () => void; index: number }

/**
 * Calls back when a signal fires, until told to stop. Requests share a few signals that live long: one real listener for
 * each signal costs far less than one for each request.
 */
export function createAbortListeners(): (signal: AbortSignal | undefined, call: () => void) => () => void {
  // Not sets: the tables that a set outgrew stay linked to those that follow, and what was in them, whole requests, lives
  // on until the next full collection (a third of what survived the small ones, measured).
  const listenersBySignal = new WeakMap<AbortSignal, Listener[]>()

  function listenersOf(signal: AbortSignal): Listener[] {
    const known = listenersBySignal.get(signal)
    if (known !== undefined) return known
    const listeners: Listener[] = []
    listenersBySignal.set(signal, listeners)
    signal.addEventListener('abort', () => {
      // Each leaves first: it is not called again, whatever its own call stops.
      while (listeners.length > 0) listeners.pop()?.call()
    })
    return listeners
  }

  return (signal, call) => {
    if (signal === undefined) return () => undefined
    const listeners = listenersOf(signal)
    const listener = { call, index: listeners.length }
    listeners.push(listener)
    return () => {
      // The last one takes its place; removed already, it is in no place at all.
      if (listeners[listener.index] !== listener) return
      const last = listeners.pop()
      if (last === undefined || last === listener) return
      listeners[listener.index] = last
      last.index = listener.index
    }
  }
}
