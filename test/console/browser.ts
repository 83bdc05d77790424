import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type Page,
  type Route,
} from 'playwright-core'

const systemChromium = '/usr/bin/chromium'

/** A system's Chromium, or the one that comes inside an npm package. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: existsSync(systemChromium) ? systemChromium : await chromium.executablePath(),
    // The package's own list is for functions in a cloud: in its single process the browser ends with its first profile.
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  })
}

export type Look = { language: 'en' | 'de'; theme: 'light' | 'dark'; width: number }

export type Session = { page: Page; context: BrowserContext; complaints: string[] }

/** A fresh browser profile. What the page complains about is kept: scripts that threw, refused styles, other sites. */
export async function openSession(browser: Browser, url: string, look: Partial<Look> = {}): Promise<Session> {
  const { language = 'en', theme = 'light', width = 1280 } = look
  const context = await browser.newContext({
    baseURL: url,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    colorScheme: theme,
    viewport: { width, height: width < 500 ? 800 : 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      complaints.push(`asked another site: ${request.url()}`)
  })
  return { page, context, complaints }
}

/** In by an API key, as a person would type it. */
export async function signIn({ page }: Session, key: string, path = '/'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`)
  await page.locator('input[type=password]').fill(key)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForURL((at) => at.pathname + at.search === path)
}

/** Holds the next change sent to a path, as a slow network would; what it returns lets it go. */
export async function holdChange(page: Page, path: string): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<Route>()
  await page.route(`**${path}`, (route) =>
    route.request().method() === 'GET' ? route.continue() : held.resolve(route),
  )
  return async () => {
    await (await held.promise).continue()
    await page.unroute(`**${path}`)
  }
}
