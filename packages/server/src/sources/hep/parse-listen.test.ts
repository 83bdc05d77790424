import { describe, expect, it } from 'vitest'
import { parseListen } from './parse-listen.ts'

describe('reading the addresses to listen on', () => {
  it('reads IPv4, IPv6 and names', () => {
    expect(parseListen('udp:127.0.0.1:9060, TCP:[::1]:9061,udp:localhost:1,tcp:0.0.0.0:65535')).toEqual({
      ok: true,
      addresses: [
        { transport: 'udp', host: '127.0.0.1', port: 9060 },
        { transport: 'tcp', host: '::1', port: 9061 },
        { transport: 'udp', host: 'localhost', port: 1 },
        { transport: 'tcp', host: '0.0.0.0', port: 65_535 },
      ],
    })
  })

  it.each([
    ['', '"" is not a transport, a host and a port'],
    ['9060', '"9060" is not a transport'],
    ['udp:127.0.0.1', '"udp:127.0.0.1" is not a transport, a host and a port'],
    ['udp:127.0.0.1:9060,', '"" is not a transport'],
    ['tls:127.0.0.1:9060', '"tls:127.0.0.1:9060" must begin with udp: or tcp:'],
    ['udp:::1:9060', '"udp:::1:9060" needs a host name or an IP address'],
    ['udp:[1.2.3.4]:9060', '"udp:[1.2.3.4]:9060" needs a host name or an IP address'],
    ['udp:256.0.0.1:9060', '"udp:256.0.0.1:9060" needs a host name or an IP address'],
    ['udp:*:9060', '"udp:*:9060" needs a host name or an IP address'],
    ['udp:127.0.0.1:0', '"udp:127.0.0.1:0" must end in a port from 1 to 65535'],
    ['udp:127.0.0.1:70000', '"udp:127.0.0.1:70000" must end in a port'],
    ['udp:127.0.0.1:sip', '"udp:127.0.0.1:sip" must end in a port'],
    ['udp:[::1]', '"udp:[::1]" is not a transport, a host and a port'],
    ['udp:127.0.0.1:1,udp:127.0.0.1:1', '"udp:127.0.0.1:1" is listed twice'],
  ])('says what is wrong with "%s"', (text, message) => {
    expect(parseListen(text)).toEqual({ ok: false, message: expect.stringContaining(message) })
  })
})
