import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../packages/server/testing/database.ts'
import { startOffhook, type Offhook } from '../../packages/server/testing/offhook.ts'
import { openSession, type Look, type Session } from './browser.ts'

/** What is looked at: an address, what shows that it is there, and what is opened on it. */
export type Screen<Stage> = {
  name: string
  path: (stage: Stage) => string
  ready: string
  open?: (page: Page) => Promise<void>
}

/** Languages, appearances and widths, chosen so that each of them is seen in company of the others. */
const looks: Look[] = [
  { language: 'en', theme: 'light', width: 1280 },
  { language: 'de', theme: 'dark', width: 1280 },
  { language: 'de', theme: 'light', width: 380 },
  { language: 'en', theme: 'dark', width: 2560 },
]

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))

/** Takes a picture of what the page shows, and returns what axe finds on it and how far it hangs over. */
export async function lookAt(page: Page, name: string, look: Look, isWhole: boolean): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const suffix = `${look.language}-${look.theme}-${look.width}`
  await page.screenshot({ path: `${folder}${name}-${suffix}.png`, fullPage: isWhole })
  // The widest window has nothing on it that the others have not.
  const problems = look.width < 2_000 ? await violations(page, name) : []
  return [...problems, ...(await overflows(page, name))]
}

/** Goes through screens one after the other and returns all that is wrong with them. */
export async function lookAtAll<Stage>(
  page: Page,
  screens: readonly Screen<Stage>[],
  stage: Stage,
  look: Look,
): Promise<string[]> {
  const problems: string[] = []
  for (const screen of screens) {
    await page.goto(screen.path(stage))
    await page.locator(screen.ready).first().waitFor()
    await screen.open?.(page)
    problems.push(...(await lookAt(page, screen.name, look, screen.open === undefined)))
  }
  return problems
}

type Viewing = { offhook: Offhook; session: Session; look: Look }

/** A test for each look. `view` goes through the screens and returns all that is wrong with them. */
export function itIsClean(
  browser: () => Browser,
  view: (viewing: Viewing) => Promise<string[]>,
  alsoIn: readonly Look[] = [],
): void {
  it.each([...looks, ...alsoIn])(
    'is free of axe violations and of complaints: $language, $theme, $width px',
    { timeout: 400_000 },
    async (look) => {
      const offhook = await startOffhook(await createTestDatabase())
      const session = await openSession(browser(), offhook.url, look)
      expect(await view({ offhook, session, look })).toEqual([])
      expect(await session.page.locator('html').getAttribute('lang')).toBe(look.language)
      expect(session.complaints).toEqual([])
      await session.context.close()
    },
  )
}

type AxeResult = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }

/** What axe finds wrong with the page as it stands, each with the name of the screen. */
async function violations(page: Page, name: string): Promise<string[]> {
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
async function overflows(page: Page, name: string): Promise<string[]> {
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  return overflow > 0 ? [`${name}: ${overflow} px wider than the window`] : []
}
