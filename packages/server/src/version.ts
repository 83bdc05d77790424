import packageJson from '../package.json' with { type: 'json' }

/** The version of this Offhook. */
export const version = packageJson.version
