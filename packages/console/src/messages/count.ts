/** `1 webhook`, `1,200 webhooks`, as the language writes numbers. */
export function countIn(language: string) {
  return (n: number, one: string, many: string) =>
    n === 1 ? `1 ${one}` : `${n.toLocaleString(language)} ${many}`
}
