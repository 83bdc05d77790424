import axe from 'axe-core'
import type { Page } from 'playwright-core'

type AxeResult = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }

/** What axe finds wrong with the page as it stands, each with the name of the screen. */
export async function violations(page: Page, name: string): Promise<string[]> {
  // Evaluated by the debugger, which the page's Content-Security-Policy does not bind.
  await page.evaluate(axe.source)
  const result = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })')
  return result.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        (node) => `${name}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200) ?? ''}`,
      ),
  )
}

/** How far the page is wider than its window, as a complaint. */
export async function overflows(page: Page, name: string): Promise<string[]> {
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  return overflow > 0 ? [`${name}: ${overflow} px wider than the window`] : []
}
