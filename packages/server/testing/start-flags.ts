import packageJson from '../../../package.json' with { type: 'json' }

/** The flags that `npm start` gives to Node: measured, and tested against faults, is what users run. */
export const startFlags = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'))
