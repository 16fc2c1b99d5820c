import type { InspectorState } from '@/lib/realtime/inspector'
import type { ErrorInfo } from '@/lib/result'
import type { LiveHealth } from './schema'

/** How a change that the page made by itself has fared; null before there was one. */
export type RoundTrip = { state: 'running' | 'failed' | 'lost' } | { state: 'arrived'; tookMs: number } | null

export type Facts = {
  isOnline: boolean
  /** Of this page: the read of the database's answer failed because the server runs another build. */
  isOutdated: boolean
  health: LiveHealth | undefined
  error: ErrorInfo | null
  inspection: Pick<InspectorState, 'userId' | 'isOwned' | 'socket' | 'channels'>
  roundTrip: RoundTrip
}

export type CheckState = 'good' | 'wrong' | 'waiting'

export type Check = { name: string; state: CheckState; detail: string }

type Step = { name: string; look: (facts: Facts) => Omit<Check, 'name'> }

const good = (detail: string) => ({ state: 'good' as const, detail })
const wrong = (detail: string) => ({ state: 'wrong' as const, detail })
const waiting = (detail: string) => ({ state: 'waiting' as const, detail })

/** In the order in which one breaks the next: the first that is wrong is the one to mend. */
const STEPS: Step[] = [
  {
    name: 'Network',
    look: ({ isOnline }) => (isOnline ? good('This device is online.') : wrong('This device is offline.')),
  },
  {
    name: 'Version',
    look: ({ isOutdated }) =>
      isOutdated
        ? wrong('The server runs a newer version than this page. Reload the page.')
        : good('This page and the server are of one version.'),
  },
  { name: 'Session', look: lookAtSession },
  {
    name: 'Database',
    look({ health, error }) {
      if (error) return wrong(error.message)
      return health ? good('The database answers.') : waiting('Asking the database…')
    },
  },
  { name: 'Publication', look: ({ health }) => lookAtTables(health, 'isPublished') },
  { name: 'Grants', look: ({ health }) => lookAtTables(health, 'isReadable') },
  { name: 'Socket', look: lookAtSocket },
  { name: 'Identity', look: lookAtIdentity },
  { name: 'Channels', look: lookAtChannels },
  { name: 'Round trip', look: lookAtRoundTrip },
]

export function selfCheck(facts: Facts): Check[] {
  return STEPS.map(({ name, look }) => ({ name, ...look(facts) }))
}

/** The check whose failure explains those of the ones after it. */
export function firstWrong(checks: Check[]): Check | undefined {
  return checks.find(({ state }) => state === 'wrong')
}

function lookAtSession({ inspection, error }: Facts) {
  if (!inspection.isOwned)
    return wrong('This browser has signed out, or signed in as someone else. Reload the page.')
  if (error?.code === 'unauthenticated') return wrong('The session has ended. Sign in again.')
  return good('You are signed in as the person whom this page is for.')
}

function lookAtTables(health: LiveHealth | undefined, property: 'isPublished' | 'isReadable') {
  if (!health) return waiting('Asking the database…')
  const missing = health.tables.filter((table) => !table[property]).map(({ name }) => name)
  if (missing.length === 0) {
    return good(
      property === 'isPublished' ? 'Every live table is published.' : 'You may read the live tables.',
    )
  }
  return wrong(
    property === 'isPublished'
      ? `Not in the publication supabase_realtime: ${missing.join(', ')}.`
      : `Your role has no SELECT on: ${missing.join(', ')}.`,
  )
}

function lookAtSocket({ inspection: { socket, channels } }: Facts) {
  if (socket.state === 'open') return good('The socket to Realtime is open.')
  if (socket.state === 'none') {
    return channels.some(({ state }) => state === 'live')
      ? good('Another tab of this browser keeps the socket for this one.')
      : waiting('Nothing is live yet.')
  }
  return channels.some(({ state }) => state !== null)
    ? wrong(
        'The database answers, but the WebSocket does not open: a proxy, a firewall or an extension blocks it.',
      )
    : waiting('Opening the socket…')
}

/** A channel joined without the session is a visitor's: it joins well, and hears nothing. */
function lookAtIdentity({ inspection: { socket, userId } }: Facts) {
  if (socket.state === 'none') return good('The tab that keeps the socket speaks for you.')
  if (socket.tokenUserId === userId) return good('The socket speaks for you.')
  if (socket.state !== 'open') return waiting('Opening the socket…')
  return wrong(
    'The socket was joined before your session was known: it speaks for somebody else, or a visitor.',
  )
}

function lookAtChannels({ inspection: { channels } }: Facts) {
  const failed = channels.find(({ state }) => state !== null && state !== 'live')
  if (failed && failed.state !== null && failed.state !== 'live') {
    const { message, detail } = failed.state
    return wrong(`${failed.watch.table}: ${detail ?? message}`)
  }
  const isWaiting = channels.length === 0 || channels.some(({ state }) => state === null)
  return isWaiting ? waiting('Joining…') : good(`Changes flow on ${channels.length} of ${channels.length}.`)
}

function lookAtRoundTrip({ roundTrip }: Facts) {
  if (roundTrip === null) return waiting('Waits until changes flow.')
  if (roundTrip.state === 'arrived') return good(`A change came back in ${Math.round(roundTrip.tookMs)} ms.`)
  if (roundTrip.state === 'running') return waiting('A change of your own profile is on its way…')
  if (roundTrip.state === 'failed') return wrong('The change could not be made.')
  return wrong(
    'A change was committed, but no event came: a row policy hides it from you, or replication stands still.',
  )
}
