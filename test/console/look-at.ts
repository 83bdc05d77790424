import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { overflows, violations } from './axe.ts'
import type { Look } from './browser.ts'

/** What is looked at: an address, what shows that it is there, and what is opened on it. */
export type Screen<Stage> = {
  name: string
  path: (stage: Stage) => string
  ready: string
  open?: (page: Page) => Promise<void>
}

/** Languages, appearances and widths, chosen so that each of them is seen in company of the others. */
export const looks: Look[] = [
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
