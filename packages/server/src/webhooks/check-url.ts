const MAX_LENGTH = 2_048
// oxlint-disable-next-line no-control-regex -- that is what is being looked for
const SPACE_OR_CONTROL = /[\s\u0000-\u001f\u007f-\u009f]/
/** Host first: WHATWG URL would also take `http:host` and `http:///host`. */
const HTTP_AND_HOST = /^https?:\/\/[^/\\?#:]/i

/**
 * What is wrong with the URL of a webhook, as a sentence; null when it can be used. Looks at the text alone: whether
 * the address may be reached is decided at each connection, from what the name resolves to then.
 */
export function checkWebhookUrl(url: string): string | null {
  if (url.length > MAX_LENGTH) return `The URL has more than ${MAX_LENGTH} characters.`
  if (SPACE_OR_CONTROL.test(url) || !url.isWellFormed()) {
    return 'The URL contains white space or control characters; write them percent-encoded.'
  }
  if (!/^https?:/i.test(url)) return 'The URL must begin with http:// or https://.'
  if (!HTTP_AND_HOST.test(url)) return 'The URL has no host.'
  const parsed = URL.parse(url)
  if (parsed === null) return 'The URL is not valid: its host or its port (1 to 65535) is not one.'
  if (parsed.port === '0') return 'The port must be from 1 to 65535.'
  const [authority = ''] = url.slice(url.indexOf('//') + 2).split(/[/\\?#]/)
  if (authority.includes('@')) {
    return 'The URL must not contain a user name or password; use the header Authorization instead.'
  }
  if (url.includes('#')) return 'The URL must not have a fragment (#…), because it would not be sent.'
  return null
}
