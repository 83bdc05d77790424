import { settings } from '../../packages/server/src/config.ts'

/** The page of settings for users. */
export function configureMd(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const fallback = setting.default === '' ? '' : `\`${setting.default}\``
    const secret = 'isSecret' in setting ? ' Secret.' : ''
    return `| \`${name}\` | ${fallback} | ${takes(setting)} | ${setting.about}${secret} |\n`
  })
  return `<!-- Generated from packages/server/src/config.ts by \`npm run generate\`. Do not edit. -->
# Configure

Offhook is configured by environment variables. All problems with them are reported together at the start.
One that is empty counts as not set. Every variable can also be read from a file:
\`DATABASE_URL_FILE=/run/secrets/database-url\`; the file goes before the variable itself.

| variable | default | takes | meaning |
| --- | --- | --- | --- |
${rows.join('')}`
}

/** What the schema allows, so that the page cannot say otherwise. */
function takes({ schema }: (typeof settings)[keyof typeof settings]): string {
  const allowed = schema.toJSONSchema({ unrepresentable: 'any' })
  const { minimum, maximum, minLength, maxLength } = allowed
  if (allowed.enum !== undefined) return allowed.enum.map((word) => `\`${String(word)}\``).join(', ')
  if (minimum !== undefined && maximum !== undefined)
    return `${minimum.toLocaleString('en')} to ${maximum.toLocaleString('en')}`
  return minLength === undefined ? '' : `${minLength} to ${maxLength} characters`
}
