/** Idempotency keys of the writes that this tab has sent. Browser only. */
const sentKeys = new Set<string>()

export function rememberWrite(key: string): void {
  sentKeys.add(key)
}

/** Whether this tab sent the write with `key`: then the person has seen it happen and needs no telling. */
export function isOwnWrite(key: string): boolean {
  return sentKeys.has(key)
}
