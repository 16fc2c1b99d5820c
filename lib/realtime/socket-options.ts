import type { RealtimeClientOptions } from '@supabase/supabase-js'
import { backoffMs } from './backoff'

/** How the one socket of a tab watches itself and comes back; given to the Supabase client as `realtime`. */
export const socketOptions = {
  // A dead socket is noticed after two of these at most: until then the badge would claim to be live.
  heartbeatIntervalMs: 15_000,
  reconnectAfterMs: (tries) => backoffMs(tries - 1),
  // A tab that handed its channels over to another one needs no socket any more.
  disconnectOnEmptyChannelsAfterMs: 8_000,
} satisfies RealtimeClientOptions
