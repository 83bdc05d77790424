import { describe, expect, it } from 'vitest'
import { readSip } from './sip.ts'
import { messageOf, requestText, responseText } from './testing.ts'

const strange = [
  'INVITE tel:+49-211-55502 SIP/2.0',
  'v:  SIP / 2.0 / UDP  pbx.test:5060 ;branch = z9hG4bK-1 ;received=192.0.2.1, SIP/2.0/WS x.invalid;branch=z9hG4bK-2',
  'VIA: SIP/2.0/TLS [2001:db8::1]:5061;branch=z9hG4bK-3',
  'f: "Doe; <Jane>, \\"JD\\"" <sip:6001;x=1:secret@pbx.test;transport=ws>;tag=abc',
  't : tel:+49-211-55502;phone-context=+49',
  'i:',
  ' folded@pbx.test',
  'CSEQ:\t7   INVITE',
  'x: 1800;refresher=uac',
  'p-asserted-identity: "Head office" <sip:+4921155500@pbx.test>, <tel:+49211999>',
  '',
  'From: <sip:the-body@is-not-read>',
].join('\n')

describe('reading SIP', () => {
  it('reads an INVITE', () => {
    const text = requestText('INVITE', { branches: ['z9hG4bK-b', 'z9hG4bK-a'], cseq: 5 })
    expect(messageOf(text)).toEqual({
      kind: 'request',
      method: 'INVITE',
      callId: 'call-1@test',
      cseq: 5,
      cseqMethod: 'INVITE',
      from: { user: '+4921155501', tag: 'caller' },
      to: { user: '+4921155502' },
      viaCount: 2,
      topBranch: 'z9hG4bK-b',
      branchesBefore: ['z9hG4bK-a'],
    })
  })

  it('reads a response', () => {
    expect(messageOf(responseText(486, 'Busy Here'))).toMatchObject({
      kind: 'response',
      status: 486,
      reason: 'Busy Here',
      cseqMethod: 'INVITE',
      to: { tag: 'callee' },
    })
  })

  it('takes compact names, folding, bare line feeds, quoted names and several Vias in one header', () => {
    expect(messageOf(strange)).toEqual({
      kind: 'request',
      method: 'INVITE',
      callId: 'folded@pbx.test',
      cseq: 7,
      cseqMethod: 'INVITE',
      from: { user: '6001', tag: 'abc' },
      to: { user: '+49-211-55502' },
      viaCount: 3,
      topBranch: 'z9hG4bK-1',
      branchesBefore: ['z9hG4bK-2', 'z9hG4bK-3'],
      sessionExpiresSeconds: 1_800,
      assertedUser: '+4921155500',
    })
  })

  it.each([
    ['<sip:*21%23@test>', '*21#'],
    ['<sips:alice@test>', 'alice'],
    ['sip:bob@test;tag=x', 'bob'],
    ['<tel:+4930-123;isub=7>', '+4930-123'],
    ['<SIP:100:password@test>', '100'],
    ['<sip:%zz@test>', '%zz'],
    ['<sip:a%00b@test>', 'ab'],
    ['<sip:192.0.2.7>', undefined],
    ['<sip:@192.0.2.7>', undefined],
    ['<urn:service:sos>', undefined],
    ['"unclosed <sip:eve@test>', undefined],
    [`<sip:${'1'.repeat(500)}@test>`, '1'.repeat(128)],
  ])('reads the user of %s as dialed', (from, user) => {
    expect(messageOf(requestText('INVITE', { from })).from.user).toBe(user)
  })

  it.each([
    ['for the network only', ['P-Asserted-Identity: <sip:+49211@test>', 'Privacy: id;critical'], undefined],
    ['anonymous', ['P-Asserted-Identity: <sip:Anonymous@anonymous.invalid>'], undefined],
    ['in a second header', ['P-Asserted-Identity: <urn:x>', 'P-Asserted-Identity: <tel:+49211>'], '+49211'],
  ])('judges an asserted identity that is %s', (_, headers, user) => {
    expect(messageOf(requestText('INVITE', { headers })).assertedUser).toBe(user)
  })

  it.each([
    ['a keep-alive of line ends', '\r\n\r\n', 'keep-alive'],
    ['a keep-alive of zeros', '\0\0\0\0', 'keep-alive'],
    ['other text', 'hello there\r\n\r\n', 'not SIP'],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'not SIP'],
    ['a status beyond 699', 'SIP/2.0 999 What\r\n\r\n', 'not SIP'],
    ['a message without Call-ID', requestText('INVITE', { callId: '' }), 'no Call-ID'],
    ['a Call-ID with NUL', requestText('INVITE', { callId: 'a\0b' }), 'no Call-ID'],
    ['an endless Call-ID', requestText('INVITE', { callId: 'x'.repeat(201) }), 'no Call-ID'],
    ['a CSeq without number', requestText('INVITE').replace('CSeq: 1', 'CSeq: one'), 'no CSeq'],
    ['a message without From', requestText('INVITE').replace('From', 'Frm'), 'no From or To'],
    ['a message without Via', requestText('INVITE', { branches: [] }), 'no Via'],
  ])('says why it cannot read %s', (_, text, reason) => {
    expect(readSip(Buffer.from(text))).toEqual({ ok: false, reason })
  })

  it('keeps the beginning of a branch or tag that is absurdly long, since it is kept as long as its call', () => {
    const long = 'x'.repeat(300)
    const text = requestText('INVITE', { branches: [long] }).replace('tag=caller', `tag=${long}`)
    const beginning = long.slice(0, 256)
    expect(messageOf(text)).toMatchObject({ topBranch: beginning, from: { tag: beginning } })
  })

  it('passes over line ends before the message and takes a status line without reason', () => {
    expect(messageOf(`\r\n\r\n${responseText(200, '').replace('200 \r', '200\r')}`)).toMatchObject({
      status: 200,
      reason: '',
    })
  })
})
