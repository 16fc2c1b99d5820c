/**
 * Matches that reach the same subscribers under one verdict: changes of one row that follow each other in a batch,
 * for one shape. Their frames leave as one piece of bytes, made once and shared by all sockets.
 */
import type { RowKey } from './change.ts'
import { frameOf, type Match } from './match.ts'
import type { Shape } from './shape.ts'

export type Bundle = {
  shape: Shape
  matches: [Match, ...Match[]]
  /** Null when row security need not be asked. */
  row: RowKey | null
  bytes: Buffer | null
}

/** About the size of one write; larger pieces would hold up others. */
const maxBytes = 64 * 1024

/** In the order of the matches, so that what a socket gets keeps its order. */
export function bundlesOf(matches: Match[]): Bundle[] {
  const bundles: Bundle[] = []
  let size = 0
  for (const match of matches) {
    const last = bundles.at(-1)
    size += match.change.bytes
    if (last && isAlike(last, match) && size <= maxBytes) last.matches.push(match)
    else {
      bundles.push({ shape: match.shape, matches: [match], row: match.row, bytes: null })
      size = match.change.bytes
    }
  }
  return bundles
}

function isAlike({ shape, row, matches }: Bundle, match: Match): boolean {
  if (shape !== match.shape || row?.text !== match.row?.text) return false
  return row === null || matches[0].change.relation.oid === match.change.relation.oid
}

/** Made at the first subscriber that may see it. */
export function bytesOf(bundle: Bundle): Buffer {
  const [first, ...others] = bundle.matches
  bundle.bytes ??=
    others.length === 0 ? frameOf(first) : Buffer.concat(bundle.matches.map((match) => frameOf(match)))
  return bundle.bytes
}
