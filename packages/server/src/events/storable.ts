/** How deep the fields of an event may nest; deeper ones overflow the stack when they are written as JSON. */
const MAX_DEPTH = 64

/** Why a value cannot be kept and sent on unchanged, and the keys that lead there. */
export type StorageProblem = { keys: (string | number)[]; message: string }

/**
 * The first thing in a parsed JSON value that could not be written out again as it came: nesting deeper than 64
 * levels, a number too large for JSON (`1e999` reads as Infinity), a whole number beyond 2^53 - 1, which was rounded when
 * it was read, and, if `checkText`, text that UTF-8 or Postgres cannot hold (lone surrogates, NUL), which only gets in
 * through `\u` escapes.
 */
export function storageProblem(value: unknown, checkText: boolean): StorageProblem | undefined {
  return inspect(value, checkText, MAX_DEPTH)
}

function inspect(value: unknown, checkText: boolean, depthLeft: number): StorageProblem | undefined {
  if (typeof value === 'string') return checkText ? textProblem(value) : undefined
  if (typeof value === 'number') return numberProblem(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (depthLeft === 0) return { keys: [], message: `must not nest deeper than ${MAX_DEPTH} levels` }
  return Array.isArray(value)
    ? inspectList(value, checkText, depthLeft - 1)
    : inspectFields(value, checkText, depthLeft - 1)
}

function inspectList(list: readonly unknown[], checkText: boolean, depthLeft: number) {
  for (let index = 0; index < list.length; index++) {
    const problem = inspect(list[index], checkText, depthLeft)
    if (problem) return under(index, problem)
  }
  return undefined
}

function inspectFields(fields: object, checkText: boolean, depthLeft: number) {
  for (const [key, value] of Object.entries(fields)) {
    const problem = (checkText ? textProblem(key) : undefined) ?? inspect(value, checkText, depthLeft)
    if (problem) return under(key, problem)
  }
  return undefined
}

function under(key: string | number, problem: StorageProblem): StorageProblem {
  return { keys: [key, ...problem.keys], message: problem.message }
}

function numberProblem(value: number): StorageProblem | undefined {
  if (!Number.isFinite(value)) return { keys: [], message: 'must be a number JSON can express' }
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? { keys: [], message: 'is a whole number beyond 2^53 - 1, which would lose digits: give it as text' }
    : undefined
}

function textProblem(text: string): StorageProblem | undefined {
  if (!text.isWellFormed())
    return { keys: [], message: 'must be valid Unicode: it has half of a surrogate pair' }
  if (text.includes('\0')) return { keys: [], message: 'must not contain the character U+0000' }
  return undefined
}
