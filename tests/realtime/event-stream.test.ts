import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEventStream } from '@/lib/realtime/event-stream'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const decoder = new TextDecoder()

function open(options: { bufferBytes?: number } = {}) {
  const onClose = vi.fn()
  const stream = createEventStream({ onClose, heartbeatMs: 30_000, ...options })
  const reader = stream.body.getReader()
  const read = async () => decoder.decode((await reader.read()).value)
  return { stream, reader, read, onClose }
}

test('an event has a name, perhaps an id, and JSON on one line', async () => {
  const { stream, read } = open()
  stream.send({ event: 'CONNECTED', id: '7', data: { text: 'two\nlines' } })
  stream.send({ event: 'UPDATE', data: null })
  expect(await read()).toBe('retry: 3000\n\n')
  expect(await read()).toBe('event: CONNECTED\nid: 7\ndata: {"text":"two\\nlines"}\n\n')
  expect(await read()).toBe('event: UPDATE\ndata: null\n\n')
})

test('a silent stream says every 30 s that it is alive', async () => {
  const { read } = open()
  await read()
  for (const _ of [1, 2, 3]) {
    const next = read()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await next).toBe(': heartbeat\n\n')
  }
})

test('there is no room until the reader has taken what waits', async () => {
  const { stream, read } = open({ bufferBytes: 64 })
  await read()
  let hasRoom = false
  stream.send({ event: 'UPDATE', data: 'x'.repeat(100) })
  void stream.hasRoom().then(() => {
    hasRoom = true
  })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(hasRoom).toBe(false)
  await read()
  await vi.advanceTimersByTimeAsync(0)
  expect(hasRoom).toBe(true)
})

test('a reader that takes nothing is dropped, and nothing more is kept for it', async () => {
  const { stream, reader, onClose } = open({ bufferBytes: 64 })
  stream.send({ event: 'UPDATE', data: 'x'.repeat(100) })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(onClose).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(onClose).toHaveBeenCalledTimes(1)
  await expect(reader.read()).rejects.toThrow('does not read')
  stream.send({ event: 'UPDATE', data: 'late' })
  stream.end()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a slow reader is not dropped', async () => {
  const { stream, read, onClose } = open({ bufferBytes: 64 })
  for (const step of Array(10).keys()) {
    stream.send({ event: 'UPDATE', data: `${step} ${'x'.repeat(100)}` })
    await read()
    await vi.advanceTimersByTimeAsync(29_000)
  }
  expect(onClose).not.toHaveBeenCalled()
})

test('a reader that goes away leaves no timer behind', async () => {
  const { stream, reader, onClose } = open()
  await reader.cancel()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
  await stream.hasRoom()
})

test('the end comes after what was sent', async () => {
  const { stream, reader, read } = open()
  stream.send({ event: 'EXPIRED', data: {} })
  stream.end()
  await read()
  expect(await read()).toContain('EXPIRED')
  expect((await reader.read()).done).toBe(true)
})
