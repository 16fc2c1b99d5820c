/** One event on the wire. `id` is what the reader sends back as `Last-Event-ID`. Neither name nor id has line breaks. */
export type StreamEvent = { event: string; id?: string; data: unknown }

export type EventStream = {
  body: ReadableStream<Uint8Array>
  send: (event: StreamEvent) => void
  /** Settles when the reader has taken enough that more may be sent. */
  hasRoom: () => Promise<void>
  /** Ends after what has been sent. */
  end: () => void
}

type Options = {
  /** Called once, however the stream ends. */
  onClose: () => void
  heartbeatMs?: number
  /** How much may wait for the reader before `hasRoom` waits, too. */
  bufferBytes?: number
}

const HEARTBEAT_MS = 30_000
const BUFFER_BYTES = 64 * 1024
/** A reader that takes nothing for this many heartbeats, though something waits for it, is dropped. */
const PATIENCE_BEATS = 2
/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000

const encoder = new TextEncoder()

/**
 * The server's half of one event stream (`text/event-stream`, HTML Standard §9.2). While nothing else is sent, a
 * comment goes out every 30 s, so that neither side nor a proxy takes the silence for a dead connection.
 */
export function createEventStream({
  onClose,
  heartbeatMs = HEARTBEAT_MS,
  bufferBytes = BUFFER_BYTES,
}: Options): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let waiting: (() => void)[] = []
  let sentBytes = 0
  let takenBytes = 0
  let unreadBeats = 0

  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started
      },
      pull: release,
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  )
  const heart = setInterval(beat, heartbeatMs)
  write(`retry: ${RETRY_MS}\n\n`)

  function write(text: string) {
    const bytes = encoder.encode(text)
    controller?.enqueue(bytes)
    sentBytes += bytes.byteLength
  }

  function room(): number {
    return controller?.desiredSize ?? 0
  }

  function beat() {
    const waitingBytes = bufferBytes - room()
    unreadBeats = waitingBytes > 0 && sentBytes - waitingBytes === takenBytes ? unreadBeats + 1 : 0
    takenBytes = sentBytes - waitingBytes
    if (unreadBeats >= PATIENCE_BEATS) drop()
    else if (waitingBytes === 0) write(': heartbeat\n\n')
  }

  function drop() {
    // Named like this, servers take it for what it is: a connection that ends, not a bug.
    controller?.error(new DOMException('The reader does not read.', 'AbortError'))
    close()
  }

  function release() {
    for (const resolve of waiting) resolve()
    waiting = []
  }

  function close() {
    if (controller === undefined) return
    controller = undefined
    clearInterval(heart)
    release()
    onClose()
  }

  return {
    body,
    send: (event) => write(encodeEvent(event)),
    hasRoom() {
      if (controller === undefined || room() > 0) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
    end() {
      controller?.close()
      close()
    },
  }
}

function encodeEvent({ event, id, data }: StreamEvent): string {
  const lines = [
    `event: ${event}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    `data: ${JSON.stringify(data)}`,
  ]
  return `${lines.join('\n')}\n\n`
}
