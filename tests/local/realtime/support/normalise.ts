/** Brings frames of two servers to a form in which only real differences are left. */
import { parseExact } from './exact-json.ts'
import type { Received } from './raw-socket.ts'

/** Numbers volatile values in the order of their first appearance, so that equal ones stay equal. */
export class Labels {
  readonly #known = new Map<string, string>()

  of(kind: string, value: unknown): string {
    const key = `${kind} ${JSON.stringify(value)}`
    const known = this.#known.get(key)
    if (known) return known
    const label = `${kind}#${this.#known.size + 1}`
    this.#known.set(key, label)
    return label
  }
}

export function normalise(frame: Received, labels: Labels): unknown {
  if ('close' in frame) return frame
  if ('binary' in frame) return { binary: normaliseBinary(frame.binary, labels) }
  return normaliseValue(parseExact(frame.text), labels)
}

function normaliseBinary(frame: Buffer, labels: Labels): unknown {
  if (frame[0] !== 4) return frame.toString('base64')
  const [topicLength = 0, eventLength = 0, metaLength = 0, encoding = 0] = frame.subarray(1, 5)
  let at = 5
  const next = (length: number) => {
    at += length
    return frame.toString('utf8', at - length, at)
  }
  const [topic, event, meta] = [next(topicLength), next(eventLength), next(metaLength)]
  const payload = frame.subarray(at)
  return {
    topic,
    event,
    meta: meta === '' ? null : normaliseValue(parseExact(meta), labels),
    payload:
      encoding === 1
        ? normaliseValue(parseExact(payload.toString('utf8')), labels)
        : payload.toString('base64'),
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

function normaliseValue(value: unknown, labels: Labels): unknown {
  if (Array.isArray(value)) return value.map((element) => normaliseValue(element, labels))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  const isEntry = 'id' in value && ('schema' in value || 'table' in value || Object.keys(value).length === 1)
  return Object.fromEntries(
    members.map(([name, member]): [string, unknown] => {
      if (name === 'phx_ref' || name === 'phx_ref_prev') return [name, labels.of('ref', member)]
      if (name === 'commit_timestamp' && typeof member === 'string') return [name, 'time']
      if (name === 'ids' && Array.isArray(member))
        return [name, member.map((id) => labels.of('binding', id)).sort()]
      if (name === 'id' && isEntry && isNumber(member)) return [name, labels.of('binding', member)]
      if (name === 'id' && typeof member === 'string' && uuid.test(member))
        return [name, labels.of('message', member)]
      return [name, normaliseValue(member, labels)]
    }),
  )
}

function isNumber(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'number' in value
}
