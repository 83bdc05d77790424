import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { de } from '../messages/de.ts'
import { en, type Messages } from '../messages/en.ts'
import { createFormat, type Format } from './format.ts'

const languages = { en, de } satisfies Record<string, Messages>
export type Language = keyof typeof languages
export const languageNames = Object.entries(languages).map(([value, { localeName }]) => ({
  value: value as Language,
  label: localeName,
}))

type Speech = {
  language: Language
  setLanguage: (language: Language) => void
  timeZone: string
  setTimeZone: (timeZone: string) => void
}

const SpeechContext = createContext<Speech | undefined>(undefined)
const storageKey = 'offhook-language'

/** The language chosen, else the browser's first one that we speak. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey) ?? '', ...navigator.languages]
  const known = wanted.map((tag) => tag.split('-')[0]).find((tag) => tag !== undefined && tag in languages)
  return (known ?? 'en') as Language
}

/** Keeps the language and the account's time zone for everything below it. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speech = useMemo(
    () => ({
      ...{ language, timeZone, setTimeZone },
      setLanguage: (next: Language) => {
        localStorage.setItem(storageKey, next)
        setLanguage(next)
      },
    }),
    [language, timeZone],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useLanguage(): Speech {
  const speech = use(SpeechContext)
  if (speech === undefined) throw new Error('LanguageProvider is missing')
  return speech
}

/** All texts in the language chosen. */
export function useText(): Messages {
  return languages[useLanguage().language]
}

/** Numbers and times in the language chosen and the account's time zone. */
export function useFormat(): Format {
  const { language, timeZone } = useLanguage()
  return useMemo(() => createFormat(localeOf(language), timeZone), [language, timeZone])
}

/** The browser's own variant of the language (en-GB, de-AT), for dates as its reader writes them. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language
}
