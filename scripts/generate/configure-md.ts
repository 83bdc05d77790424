import { settings } from '../../packages/server/src/config.ts'

/** The page of settings for users. */
export function configureMd(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const fallback = setting.default === '' ? '' : `\`${setting.default}\``
    const secret = 'isSecret' in setting ? ' Secret.' : ''
    return `| \`${name}\` | ${fallback} | ${setting.about}${secret} |\n`
  })
  return `<!-- Generated from packages/server/src/config.ts by \`npm run generate\`. Do not edit. -->
# Configure

Offhook is configured by environment variables. All problems with them are reported together at the start.
Every variable can also be read from a file: \`DATABASE_URL_FILE=/run/secrets/database-url\`.

| variable | default | meaning |
| --- | --- | --- |
${rows.join('')}`
}
