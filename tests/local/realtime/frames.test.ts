/** Protocol page, sections 2 and 3: frames below supabase-js. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRawSocket, type RawSocket } from './support/raw-socket.ts'
import { startTestServer, type TestServer } from './support/server.ts'
import { keys } from './support/tokens.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

function open(vsn: '1.0.0' | '2.0.0'): Promise<RawSocket> {
  const url = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${keys.publishableKey}&vsn=${vsn}`
  return openRawSocket(url)
}

async function exchange(socket: RawSocket, frame: string | Buffer, answers = 1): Promise<unknown[]> {
  const before = socket.received.length
  socket.send(frame)
  await socket.untilReceived(before + answers)
  return socket.messages().slice(before)
}

const heartbeat = '[null,"h","phoenix","heartbeat",{}]'
const alive = [null, 'h', 'phoenix', 'phx_reply', { status: 'ok', response: {} }]

describe('version 2.0.0', () => {
  test('answers a join, a leave and a close with their refs', async () => {
    const socket = await open('2.0.0')
    expect(await exchange(socket, '["6","6","realtime:room","phx_join",{"config":{}}]')).toEqual([
      ['6', '6', 'realtime:room', 'phx_reply', { status: 'ok', response: { postgres_changes: [] } }],
    ])
    expect(await exchange(socket, '["6","7","realtime:room","phx_leave",{}]', 2)).toEqual([
      ['6', '7', 'realtime:room', 'phx_reply', { status: 'ok', response: {} }],
      ['6', '6', 'realtime:room', 'phx_close', {}],
    ])
    socket.close()
  })

  test.each(['{', 'text', '', '[]', '{}', '[1,2,3]', 'null', '"s"', '[null,"1","phoenix","heartbeat"]'])(
    'drops the malformed frame %j and stays open',
    async (frame) => {
      const socket = await open('2.0.0')
      socket.send(frame)
      expect(await exchange(socket, heartbeat)).toEqual([alive])
      socket.close()
    },
  )

  test('drops a frame whose topic is a list without bottom, and stays open', async () => {
    const socket = await open('2.0.0')
    socket.send(`[null,"1",${'['.repeat(100_000)}${']'.repeat(100_000)},"e",{}]`)
    expect(await exchange(socket, heartbeat)).toEqual([alive])
    socket.close()
  })

  test.each([
    [Buffer.from([9, 9, 9])],
    [Buffer.from([3])],
    [Buffer.from([3, 255, 255, 255, 255, 255, 1, 65])],
    [Buffer.alloc(0)],
  ])('drops the malformed binary frame %#', async (frame) => {
    const socket = await open('2.0.0')
    socket.send(frame)
    expect(await exchange(socket, heartbeat)).toEqual([alive])
    socket.close()
  })

  test('joins without a join_ref, and echoes none', async () => {
    const socket = await open('2.0.0')
    await exchange(socket, '[null,"6","realtime:room","phx_join",{"config":{}}]')
    await exchange(socket, '[null,"7","realtime:room","phx_leave",{}]', 2)
    expect((socket.messages() as unknown[][]).map((message) => message.slice(0, 4))).toEqual([
      [null, '6', 'realtime:room', 'phx_reply'],
      [null, '7', 'realtime:room', 'phx_reply'],
      [null, null, 'realtime:room', 'phx_close'],
    ])
    socket.close()
  })

  test('refuses what is addressed to a topic that is not joined', async () => {
    const socket = await open('2.0.0')
    const unmatched = { status: 'error', response: { reason: 'unmatched topic' } }
    expect(await exchange(socket, '["1","1","other:room","phx_join",{}]')).toEqual([
      [null, '1', 'other:room', 'phx_reply', unmatched],
    ])
    expect(await exchange(socket, '["1","2","realtime:nobody","presence",{}]')).toEqual([
      [null, '2', 'realtime:nobody', 'phx_reply', unmatched],
    ])
    expect(await exchange(socket, '[null,"3","realtime:nobody",5,null]')).toEqual([
      [null, '3', 'realtime:nobody', 'phx_reply', unmatched],
    ])
    socket.close()
  })

  test('answers a leave of a topic that is not joined', async () => {
    const socket = await open('2.0.0')
    expect(await exchange(socket, '[null,"3","realtime:nobody","phx_leave",{}]')).toEqual([
      [null, '3', 'realtime:nobody', 'phx_reply', { status: 'ok', response: {} }],
    ])
    socket.close()
  })

  test.each([['a stale'], ['no']])('tolerates %s join_ref on what a channel sends', async (which) => {
    const socket = await open('2.0.0')
    await exchange(socket, '["1","1","realtime:refs","phx_join",{"config":{"broadcast":{"ack":true}}}]')
    const joinRef = which === 'no' ? null : '0'
    const sent = JSON.stringify([
      joinRef,
      '2',
      'realtime:refs',
      'broadcast',
      { type: 'broadcast', event: 'e', payload: {} },
    ])
    expect(await exchange(socket, sent)).toEqual([
      ['1', '2', 'realtime:refs', 'phx_reply', { status: 'ok', response: {} }],
    ])
    socket.close()
  })

  test('acknowledges a binary broadcast and ignores unknown events', async () => {
    const socket = await open('2.0.0')
    await exchange(socket, '["1","1","realtime:room","phx_join",{"config":{"broadcast":{"ack":true}}}]')
    socket.send('["1","7","realtime:room","something",{}]')
    socket.send(userBroadcast('realtime:room', 'e', 1, 'no JSON'))
    expect(await exchange(socket, userBroadcast('realtime:room', 'e', 1, '{}'))).toEqual([
      ['1', '2', 'realtime:room', 'phx_reply', { status: 'ok', response: {} }],
    ])
    socket.close()
  })

  test.each([
    ['a sixth element', '[null,"h","phoenix","heartbeat",{},"more"]'],
    ['a payload that is no object', '[null,"h","phoenix","heartbeat",null]'],
  ])('answers a heartbeat with %s', async (_what, frame) => {
    const socket = await open('2.0.0')
    expect(await exchange(socket, frame)).toEqual([alive])
    socket.close()
  })

  test('leaves whatever the payload is, and answers without a ref, too', async () => {
    const socket = await open('2.0.0')
    await exchange(socket, '["1","1","realtime:room","phx_join",{"config":{"broadcast":{"ack":true}}}]')
    expect(
      await exchange(socket, '["1",null,"realtime:room","broadcast",{"type":"broadcast","event":"e"}]'),
    ).toEqual([['1', null, 'realtime:room', 'phx_reply', { status: 'ok', response: {} }]])
    socket.send('["1","2","realtime:room","broadcast",[1]]')
    expect(await exchange(socket, '["1","3","realtime:room","phx_leave",[]]', 2)).toEqual([
      ['1', '3', 'realtime:room', 'phx_reply', { status: 'ok', response: {} }],
      ['1', '1', 'realtime:room', 'phx_close', {}],
    ])
    socket.close()
  })

  test('takes any encoding of a binary broadcast but 0 for JSON, and drops one whose meta is no JSON', async () => {
    const socket = await open('2.0.0')
    await exchange(
      socket,
      '["1","1","realtime:room","phx_join",{"config":{"broadcast":{"self":true,"ack":true}}}]',
    )
    const withMeta = Buffer.from([3, 1, 1, 13, 1, 1, 1, ...Buffer.from('12realtime:roome{{}')])
    socket.send(withMeta)
    socket.send(userBroadcast('realtime:room', 'e', 7, '{"a":1}'))
    await socket.untilReceived(3)
    const [, first, second] = socket.received
    expect(first).toEqual({ binary: Buffer.from([4, 13, 1, 0, 1, ...Buffer.from('realtime:roome{"a":1}')]) })
    expect(second).toHaveProperty('text')
    socket.close()
  })

  test('keeps frames in order while a join is under way', async () => {
    const socket = await open('2.0.0')
    socket.send('["1","1","realtime:room","phx_join",{"config":{"broadcast":{"self":true,"ack":true}}}]')
    socket.send(
      '["1","2","realtime:room","broadcast",{"type":"broadcast","event":"e","payload":{"n":12345678901234567890}}]',
    )
    socket.send('["1","3","realtime:room","phx_leave",{}]')
    await socket.untilReceived(5)
    expect(socket.messages().map((message) => (message as unknown[])[3])).toEqual([
      'phx_reply',
      'broadcast',
      'phx_reply',
      'phx_reply',
      'phx_close',
    ])
    const forwarded = socket.received[1]
    expect(forwarded && 'text' in forwarded ? forwarded.text : '').toContain('12345678901234567890')
    socket.close()
  })
})

describe('version 1.0.0', () => {
  test('has no join_ref and never a binary frame', async () => {
    const [old, current] = [await open('1.0.0'), await open('2.0.0')]
    await exchange(
      old,
      '{"topic":"realtime:mix","event":"phx_join","payload":{"config":{}},"ref":"1","join_ref":"1"}',
    )
    await exchange(current, '["1","1","realtime:mix","phx_join",{"config":{}}]')
    current.send(userBroadcast('realtime:mix', 'text', 1, '{"a":1}'))
    current.send(userBroadcast('realtime:mix', 'bytes', 0, 'raw'))
    current.send(userBroadcast('realtime:mix', 'last', 1, '{"b":2}'))
    await old.untilReceived(3)
    expect(old.messages().slice(1)).toEqual([
      {
        ref: null,
        event: 'broadcast',
        topic: 'realtime:mix',
        payload: { event: 'text', payload: { a: 1 }, type: 'broadcast' },
      },
      {
        ref: null,
        event: 'broadcast',
        topic: 'realtime:mix',
        payload: { event: 'last', payload: { b: 2 }, type: 'broadcast' },
      },
    ])
    old.close()
    current.close()
  })

  test('drops the frames of version 2.0.0', async () => {
    const socket = await open('1.0.0')
    socket.send(heartbeat)
    const answer = await exchange(socket, '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}')
    expect(answer).toEqual([
      { ref: '1', event: 'phx_reply', topic: 'phoenix', payload: { status: 'ok', response: {} } },
    ])
    socket.close()
  })
})

function userBroadcast(topic: string, event: string, encoding: number, payload: string): Buffer {
  const header = Buffer.from([3, 1, 1, topic.length, event.length, 0, encoding])
  return Buffer.concat([header, Buffer.from(`12${topic}${event}${payload}`)])
}
