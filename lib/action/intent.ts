/** One idempotency key per intent: every retry of a request has the key of its first try. */
export type Intents = {
  /** The key for `request`. It stays the same until the intent is settled or the request differs. */
  keyFor(request: unknown): string
  /** The request succeeded: the same request made again is a new wish, so it gets a new key. */
  settle(): void
}

export function createIntents(newKey: () => string = randomKey): Intents {
  let current: { request: string; key: string } | null = null
  return {
    keyFor(request) {
      const text = JSON.stringify(request)
      if (current?.request !== text) current = { request: text, key: newKey() }
      return current.key
    },
    settle() {
      current = null
    },
  }
}

/** A random UUID. `crypto.randomUUID` is missing on pages served without TLS from another machine. */
function randomKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, index) =>
    versioned(byte, index).toString(16).padStart(2, '0'),
  ).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** RFC 9562: the high bits of bytes 6 and 8 say that this is a random (version 4) UUID. */
function versioned(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40
  if (index === 8) return (byte & 0x3f) | 0x80
  return byte
}
