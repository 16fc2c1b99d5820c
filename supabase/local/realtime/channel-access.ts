/**
 * What one channel may hear and say: its token, when that ends, and what the policies said. Read policies are asked
 * at the join and for every new token, write policies at the first write; both answers hold until the token changes.
 */
import type { Authorizer, Extension } from './authorize.ts'
import type { JoinConfig } from './join-config.ts'
import type { SigningKeys } from './token-signature.ts'
import { type Claims, describeFailure, secondsSinceExpiry, verifyToken } from './tokens.ts'

export type ChannelAccessOptions = {
  /** The channel's name, without `realtime:`. */
  name: string
  config: JoinConfig
  claims: Claims
  /** The token as it came, or the connection's key. */
  token: string
  readable: Set<Extension>
  /** The handshake's headers, for policies that read them. */
  headers: string
  keys: SigningKeys
  authorizer: Authorizer
  /** The channel has to be closed, for this reason. */
  onRefusal(reason: string): void
}

/** Takes up new claims by way of what depends on them; `confirm` says whether they hold. */
export type SwitchClaims = (claims: Claims, confirm: () => Promise<boolean>) => Promise<void>

const maxTimerMs = 300_000

export class ChannelAccess {
  readonly #options: ChannelAccessOptions
  #claims: Claims
  #token: string
  #readable: Set<Extension>
  #writable = new Map<Extension, Promise<boolean>>()
  #refreshing: Promise<void> = Promise.resolve()
  #expiryTimer: NodeJS.Timeout | undefined
  #isReleased = false

  constructor(options: ChannelAccessOptions) {
    this.#options = options
    this.#claims = options.claims
    this.#token = options.token
    this.#readable = options.readable
    this.#armExpiry()
  }

  canRead(extension: Extension): boolean {
    return !this.#options.config.isPrivate || this.#readable.has(extension)
  }

  mayWrite(extension: Extension): Promise<boolean> {
    const known = this.#writable.get(extension)
    if (known) return known
    const { authorizer, name, headers } = this.#options
    const asked = authorizer.isWritable(this.#claims, name, extension, headers).catch(() => {
      this.#writable.delete(extension)
      return false
    })
    this.#writable.set(extension, asked)
    return asked
  }

  /** Takes up another token, after those before it; what is no token, or the same one, changes nothing. */
  async refresh(token: unknown, switchClaims: SwitchClaims): Promise<void> {
    if (typeof token !== 'string' || token.startsWith('sb_') || token === this.#token) return
    this.#token = token
    this.#refreshing = this.#refreshing.then(() => this.#take(token, switchClaims))
    await this.#refreshing
  }

  release(): void {
    this.#isReleased = true
    clearTimeout(this.#expiryTimer)
  }

  async #take(token: string, switchClaims: SwitchClaims): Promise<void> {
    if (this.#isReleased) return
    const result = verifyToken(token, this.#options.keys)
    if ('failure' in result) {
      this.#options.onRefusal(describeFailure(result.failure).shutDown)
      return
    }
    // When the database goes away, whoever watches the stream tells the channel.
    await switchClaims(result.claims, () => this.#confirm(result.claims)).catch(() => {})
  }

  async #confirm(claims: Claims): Promise<boolean> {
    const { config, authorizer, name, headers } = this.#options
    const before = this.#readable
    if (config.isPrivate) {
      this.#readable = await authorizer.readable(claims, name, extensionsOf(config), headers)
    }
    if (this.#isReleased) return false
    this.#claims = claims
    this.#writable = new Map()
    this.#armExpiry()
    const refusal = config.isPrivate ? refusalText(before, this.#readable, name) : null
    if (refusal) this.#options.onRefusal(refusal)
    return refusal === null
  }

  #armExpiry(): void {
    clearTimeout(this.#expiryTimer)
    const leftMs = this.#claims.exp * 1000 - Date.now()
    if (leftMs === Number.POSITIVE_INFINITY) return
    const delayMs = Math.max(0, Math.min(leftMs, maxTimerMs))
    this.#expiryTimer = setTimeout(() => this.#checkExpiry(), delayMs)
    this.#expiryTimer.unref()
  }

  #checkExpiry(): void {
    const secondsAgo = secondsSinceExpiry(this.#claims)
    if (secondsAgo >= 0) this.#options.onRefusal(`Token has expired ${secondsAgo} seconds ago`)
    else this.#armExpiry()
  }
}

/** What a private channel asks to read. */
export function extensionsOf(config: JoinConfig): Extension[] {
  return config.isPresenceEnabled ? ['broadcast', 'presence'] : ['broadcast']
}

function refusalText(before: Set<Extension>, after: Set<Extension>, name: string): string | null {
  if ([...before].some((extension) => !after.has(extension))) {
    return `You no longer have permission to read from this Channel topic: ${name}`
  }
  return after.size === 0 ? `You do not have permissions to read from this Channel topic: ${name}` : null
}
