/** A change that fits a shape: which of its entries, as which role sees it, and the bytes that go out. */
import type { Change, ChangeText, RowKey } from './change.ts'
import { encodeText } from './protocol.ts'
import type { Shape } from './shape.ts'
import type { View } from './table-state.ts'
import { textFrame } from './websocket-frame.ts'

/** The entries of one channel that share a view get one message with all their ids. */
export type Part = { view: View | null; ids: number[] }

export type Match = {
  change: Change
  text: ChangeText
  shape: Shape
  parts: Part[]
  /** Set when the row itself cannot be shown: every entry of the role hears why. */
  failure: string | null
  /** The row's key when row security must be asked. */
  row: RowKey | null
  frame: Buffer | null
}

/** The bytes of a match, made at the first subscriber that may see it. */
export function frameOf(match: Match): Buffer {
  match.frame ??= Buffer.concat(match.parts.map((part) => textFrame(messageOf(match, part))))
  return match.frame
}

function messageOf({ shape, change, text, failure }: Match, { view, ids }: Part): string {
  const data = failure === null && view ? text.data(view) : text.failure(failure ?? '')
  if (shape.isLegacy) return encodeText(shape.version, null, null, shape.topic, change.action, data)
  const payload = `{"data":${data},"ids":[${ids.join(',')}]}`
  return encodeText(shape.version, null, null, shape.topic, 'postgres_changes', payload)
}
