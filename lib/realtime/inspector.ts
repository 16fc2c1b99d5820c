import { createCell } from './cell'
import type { LiveInspection, SocketInspection } from './inspect'
import { createLinger } from './linger'
import type { LiveClient } from './live-client'
import { createRecorder, type Recording } from './recorder'
import { isSame } from './same'

const LOOK_EVERY_MS = 500

export type InspectorState = LiveInspection & Recording

export type Inspector = {
  getSnapshot: () => InspectorState
  /** What a server renders: nothing is live there. */
  getServerSnapshot: () => InspectorState
  /** Looks again and again while someone listens. */
  subscribe: (listener: () => void) => () => void
}

const NO_SOCKET: SocketInspection = { state: 'none', tokenUserId: null, tokenEndsAt: null }

const inspectors = new WeakMap<LiveClient, Inspector>()

/** The inspector of a client. It begins to record when it is first asked for, and goes on while the client lives. */
export function inspectorOf(client: LiveClient): Inspector {
  const known = inspectors.get(client)
  if (known) return known
  const inspector = createInspector(client)
  inspectors.set(client, inspector)
  return inspector
}

function createInspector(client: LiveClient): Inspector {
  const recorder = createRecorder()
  client.observe(recorder)
  const cell = createCell<{ state: InspectorState }>({ state: look() })
  const atRest: InspectorState = {
    ...cell.get().state,
    isOwned: true,
    socket: NO_SOCKET,
    channels: [],
    views: [],
  }
  let timer: ReturnType<typeof setInterval> | undefined

  function look(): InspectorState {
    return { ...client.inspect(), ...recorder.get() }
  }

  function refresh() {
    const state = look()
    if (!isSame(state, cell.get().state)) cell.patch({ state })
  }

  const linger = createLinger({
    start() {
      timer = setInterval(refresh, LOOK_EVERY_MS)
    },
    end: () => clearInterval(timer),
  })

  return {
    getSnapshot: () => cell.get().state,
    getServerSnapshot: () => atRest,
    subscribe(listener) {
      const unsubscribe = cell.subscribe(listener)
      const release = linger.hold()
      return () => {
        unsubscribe()
        release()
      }
    },
  }
}
