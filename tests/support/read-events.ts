import { until } from './until'

export type ReceivedEvent = { event: string; id?: string; data: Record<string, unknown> }

export type EventReader = {
  /** What has arrived so far. Reading goes on by itself. */
  events: ReceivedEvent[]
  comments: () => number
  /** Waits for an event of this name, not taken before. */
  next: (event: string) => Promise<ReceivedEvent>
  isEnded: () => boolean
  cancel: () => Promise<void>
}

/** Reads an event stream as a client does. */
export function readEvents(response: Response): EventReader {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  const events: ReceivedEvent[] = []
  let comments = 0
  let isEnded = false
  let taken = 0

  async function read() {
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      text += decoder.decode(value, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }

  function take(block: string) {
    const fields = Object.fromEntries(
      block.split('\n').map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
      }),
    ) as Record<string, string>
    if ('' in fields) comments += 1
    if (fields.event === undefined) return
    events.push({
      event: fields.event,
      ...(fields.id !== undefined && { id: fields.id }),
      data: JSON.parse(fields.data ?? 'null'),
    })
  }

  read()
    .catch(() => undefined)
    .finally(() => {
      isEnded = true
    })

  return {
    events,
    comments: () => comments,
    isEnded: () => isEnded,
    next: (event) =>
      until(
        () => {
          const index = events.findIndex((received, at) => at >= taken && received.event === event)
          if (index < 0) return null
          taken = index + 1
          return events[index]
        },
        { what: `an event ${event}` },
      ),
    cancel: () => reader.cancel(),
  }
}
