/** A loop that runs until it is told to stop. `run` resolves after `signal` fired and everything is put away. */
export type Worker = { name: string; run: (signal: AbortSignal) => Promise<void> }
