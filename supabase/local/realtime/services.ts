/** What sockets and channels use of the server they belong to. */
import type { Authorizer } from './authorize.ts'
import type { CatalogReader } from './catalog-reader.ts'
import type { Connection } from './database.ts'
import type { Delivery } from './delivery.ts'
import type { Limits } from './limits.ts'
import type { Pressure } from './pressure.ts'
import type { Rate } from './rate.ts'
import type { Socket } from './socket.ts'
import type { StoredBroadcasts } from './stored-broadcasts.ts'
import type { TokenKeys } from './tokens.ts'
import type { Topics } from './topics.ts'

export type Services = {
  limits: Limits
  keys: TokenKeys
  /** Public channels are refused. */
  isPrivateOnly: boolean
  work: Connection
  catalog: CatalogReader
  delivery: Delivery
  topics: Topics
  stored: StoredBroadcasts
  authorizer: Authorizer
  pressure: Pressure
  joinRate: Rate
  presenceRate: Rate
  httpRate: Rate
  /** Resolves to true once the stream flows, to false when it does not within this time. */
  isFlowing(): boolean
  whenFlowing(timeoutMs: number): Promise<boolean>
  /** The same for row changes. */
  whenChangesFlow(timeoutMs: number): Promise<boolean>
  onSocketClosed(socket: Socket): void
  log(line: string): void
}
