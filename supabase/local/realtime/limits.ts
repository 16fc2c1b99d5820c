/** The bounds of one Realtime server. The texts that clients see are Supabase's; the numbers are generous. */
export type Limits = {
  /** Open WebSockets. */
  maxSockets: number
  maxChannelsPerSocket: number
  /** Elements of one join's `postgres_changes` list. */
  maxEntriesPerJoin: number
  /** Frames of one socket that may wait for a join or a policy; more end the connection or the channel. */
  maxWaitingFrames: number
  /** Joins a second over the whole server. */
  maxJoinsPerSecond: number
  /** Messages a second that one channel may send. */
  maxEventsPerSecond: number
  /** Broadcasts over HTTP a second, over the whole server. */
  maxHttpBroadcastsPerSecond: number
  /** Presence calls a second over the whole server. */
  maxPresencePerSecond: number
  /** Presence calls of one channel within `presenceWindowMs`. */
  maxPresenceCallsPerWindow: number
  presenceWindowMs: number
  /** Payload of one broadcast, in bytes. */
  maxBroadcastBytes: number
  /** One incoming frame, in bytes; a larger one ends the connection. */
  maxFrameBytes: number
  /** What may wait for one socket that does not read, in bytes; beyond it the socket is dropped. */
  maxQueuedBytes: number
  /** A change whose text is larger is delivered without its large fields (error 413). */
  maxChangeBytes: number
  /** Changes that may wait between the stream and the sockets before the stream is paused. */
  maxWaitingChanges: number
  /** The same in bytes of their text. */
  maxWaitingBytes: number
  /** Without any incoming frame for this long a socket is closed (code 1000). */
  idleTimeoutMs: number
  /** A socket that holds no channel for this long is closed. */
  emptySocketMs: number
  /** How often sockets are looked at for the two limits above. */
  sweepEveryMs: number
  /** How long a join waits for the database before it fails. */
  joinTimeoutMs: number
  /** How long Postgres may take over the row checks of one chunk of subscribers. */
  checkTimeoutMs: number
}

export const defaultLimits: Limits = {
  maxSockets: 10_000,
  maxChannelsPerSocket: 1_000,
  maxEntriesPerJoin: 500,
  maxWaitingFrames: 20_000,
  maxJoinsPerSecond: 20_000,
  maxEventsPerSecond: 10_000,
  maxHttpBroadcastsPerSecond: 10_000,
  maxPresencePerSecond: 10_000,
  maxPresenceCallsPerWindow: 1_000,
  presenceWindowMs: 30_000,
  maxBroadcastBytes: 3_000_500,
  maxFrameBytes: 5_000_000,
  maxQueuedBytes: 16 * 1024 * 1024,
  maxChangeBytes: 1_048_576,
  maxWaitingChanges: 4_000,
  maxWaitingBytes: 32 * 1024 * 1024,
  idleTimeoutMs: 60_000,
  emptySocketMs: 600_000,
  sweepEveryMs: 5_000,
  joinTimeoutMs: 5_000,
  checkTimeoutMs: 2_000,
}
