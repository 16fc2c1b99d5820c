import 'server-only'
import type { RealtimeClient } from '@supabase/supabase-js'
import { AppError } from '@/lib/result'
import { dbWithToken } from '@/lib/supabase/db.server'
import { type ChannelHub, createChannelHub } from './channel-hub'
import type { Connection } from './connection'
import { createLinger, type Linger } from './linger'

/** More streams of one person on one server are a mistake or an attack. */
const STREAMS_PER_TOKEN = 20

export type Upstreams = {
  /**
   * Watches rows as the holder of `token`; as a visitor when null. Returns how to stop.
   * @throws AppError `rate_limited` for too many streams of one token.
   */
  watch: (token: string | null, ...args: Parameters<ChannelHub['watch']>) => () => void
}

type Upstream = { hub: ChannelHub; linger: Linger; streams: number }

/**
 * The sockets of one server to Realtime. Readers share one only where their rights are equal: all visitors one, and
 * the streams of one access token one. Equal watches on it are one channel, and it goes with its last reader.
 */
export function createUpstreams(open: (token: string | null) => RealtimeClient = openRealtime): Upstreams {
  const upstreams = new Map<string | null, Upstream>()

  function upstreamOf(token: string | null): Upstream {
    const known = upstreams.get(token)
    if (known) return known
    const realtime = open(token)
    const hub = createChannelHub(async () => connectionOf(realtime, token))
    const linger = createLinger({
      start: () => {},
      end() {
        upstreams.delete(token)
        hub.suspend()
        void realtime.disconnect()
      },
    })
    const upstream = { hub, linger, streams: 0 }
    upstreams.set(token, upstream)
    return upstream
  }

  return {
    watch(token, watches, listener) {
      const upstream = upstreamOf(token)
      if (token !== null && upstream.streams >= STREAMS_PER_TOKEN) {
        throw new AppError('rate_limited', 'Too many streams are open for this session.')
      }
      const release = upstream.linger.hold()
      upstream.streams += 1
      const unwatch = upstream.hub.watch(watches, listener)
      return () => {
        unwatch()
        upstream.streams -= 1
        release()
      }
    },
  }
}

function openRealtime(token: string | null): RealtimeClient {
  return dbWithToken(token).realtime
}

/** The token of a stream never changes, so there is nothing to renew: with the token, the stream ends. */
function connectionOf(realtime: RealtimeClient, token: string | null): Connection {
  return {
    realtime,
    authorize: () => realtime.setAuth(token),
    isOwned: async () => true,
    wake: async () => {},
    close: () => {},
  }
}
