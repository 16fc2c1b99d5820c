const BASE_MS = 2_000
const CEILING_MS = 15_000

/**
 * How long to wait before retry number `attempt` (from 0), in milliseconds: 1–2 s, 2–4 s, 4–8 s, then 7.5–15 s.
 * The random half keeps a crowd that lost the server together from coming back together.
 */
export function backoffMs(attempt: number): number {
  const longestMs = Math.min(CEILING_MS, BASE_MS * 2 ** attempt)
  return longestMs * (0.5 + Math.random() / 2)
}
