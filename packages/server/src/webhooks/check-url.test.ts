import { describe, expect, it } from 'vitest'
import { checkWebhookUrl } from './check-url.ts'

describe('the URL of a webhook', () => {
  it.each([
    'https://example.com',
    'http://example.com/hooks?a=b&c=%20',
    'https://example.com\\@in-the-path.example',
    'HTTPS://Example.COM:8443/x',
    'https://user.example.com/a@b',
    'https://example.com/?to=a@b.example',
    'http://crm/hooks',
    'http://10.0.0.5:8080/in',
    'http://[2001:db8::1]:8080/in',
    'https://bücher.example/hook',
    'https://example.com:65535/',
    `https://example.com/${'x'.repeat(2_028)}`,
  ])('can be %s', (url) => {
    expect(checkWebhookUrl(url)).toBeNull()
  })

  it.each([
    ['', 'begin with http'],
    ['example.com/hook', 'begin with http'],
    ['ftp://example.com/', 'begin with http'],
    ['file:///etc/passwd', 'begin with http'],
    ['javascript:alert(1)', 'begin with http'],
    ['httpsx://example.com/', 'begin with http'],
    ['http:example.com', 'no host'],
    ['https://', 'no host'],
    ['http:///example.com', 'no host'],
    ['http://?x', 'no host'],
    ['http://:80/', 'no host'],
    ['http:\\\\example.com', 'no host'],
    ['https://user@example.com/', 'user name'],
    ['https://user:secret@example.com/', 'user name'],
    ['https://@example.com/', 'user name'],
    ['https://example.com/#part', 'fragment'],
    ['https://example.com/#', 'fragment'],
    ['https://example.com:0/', 'port'],
    ['https://example.com:65536/', 'port'],
    ['https://example.com:http/', 'port'],
    ['https://exa mple.com/', 'white space'],
    [' https://example.com/', 'white space'],
    ['https://example.com/a b', 'white space'],
    ['https://example.com/\n', 'white space'],
    ['https://exam\tple.com/', 'white space'],
    ['https://example.com/\u0000', 'white space'],
    ['https://example.com/\u00a0', 'white space'],
    ['https://example.com/\ud800', 'control characters'],
    ['https://exa%00mple.com/', 'not valid'],
    ['https://1.2.3.4.5/', 'not valid'],
    ['https://[::1/', 'not valid'],
    [`https://example.com/${'x'.repeat(2_029)}`, '2048'],
  ])('cannot be "%s": %s', (url, words) => {
    expect(checkWebhookUrl(url)).toContain(words)
  })
})
