import type { PageSignals } from '../page-signals'
import { createPoller } from '../poller'
import {
  type FollowerWords,
  type FromFollower,
  type FromLeader,
  isFromLeader,
  type LeaderWords,
} from './messages'
import type { TabPorts } from './ports'

/** A visible tab asks its leader this often whether it is still there. */
const PING_MS = 500
/** Pings without an answer after which the leader counts as frozen: it is replaced within 2 s. */
const MOST_UNANSWERED = 2

/** `alone`: the browser refused the locks, so this tab acts as if there were no other. */
export type TabRole = 'waiting' | 'following' | 'leading' | 'alone'

export type TabGroup = {
  /** Says something as the leader; nobody hears it from a tab that does not lead. */
  tell: (words: LeaderWords) => void
  ask: (words: FollowerWords) => void
  leave: () => void
}

export type TabGroupOptions = {
  name: string
  id: string
  ports: TabPorts
  page: PageSignals
  /** What the leader's answer to a ping says about the group. */
  tabCount: () => number
  /** Whether this visible tab serves the group better than a leader hidden for so long. */
  isBetterThan: (hiddenMs: number) => boolean
  /** Also called when one leader follows another. */
  onRole: (role: TabRole) => void
  onLeader: (message: FromLeader) => void
  onFollower: (message: FromFollower) => void
  /** A tab whose words reached this leader is gone, in whatever way. */
  onGone: (tab: string) => void
}

/**
 * Chooses one tab of a browser as leader: the holder of a Web Lock, which passes on when a tab is closed. A leader
 * that is frozen keeps its lock, so visible tabs ping it and take the lock from one that does not answer.
 */
export function joinTabGroup(options: TabGroupOptions): TabGroup {
  const { name, id, ports, page } = options
  const left = new AbortController()
  const known = new Set<string>()
  let role: TabRole = 'waiting'
  let leader: string | null = null
  let term = 0
  let unanswered = 0
  let isIn = false
  let hiddenSince = page.isVisible() ? null : performance.now()
  let queue = new AbortController()
  let office: AbortController | undefined

  const pinger = createPoller(ping, PING_MS)
  const stopPage = page.subscribe(() => {
    hiddenSince = page.isVisible() ? null : (hiddenSince ?? performance.now())
    pinger.setActive(isPinging())
    if (isPinging()) ping()
  })

  function isPinging(): boolean {
    return page.isVisible() && (role === 'waiting' || role === 'following') && !left.signal.aborted
  }

  function setRole(next: TabRole, nextLeader: string | null) {
    role = next
    leader = nextLeader
    unanswered = 0
    pinger.setActive(isPinging())
    options.onRole(next)
  }

  function ping() {
    if (unanswered >= MOST_UNANSWERED) return takeOver()
    unanswered += 1
    post({ kind: 'ping' })
  }

  function takeOver() {
    unanswered = 0
    queue.abort()
    void runForOffice({ steal: true })
  }

  async function runForOffice({ steal }: { steal: boolean }) {
    const mine = new AbortController()
    queue = mine
    try {
      // A lock is stolen or waited for, and only waiting can be given up.
      const how = steal ? { steal } : { signal: mine.signal }
      await ports.lock(`${name}:leader`, how, () => takeOffice(mine))
    } catch (error) {
      if (!left.signal.aborted && !isAbort(error)) return setRole('alone', null)
    }
    if (left.signal.aborted || mine.signal.aborted) return
    if (role === 'leading') stepDown('waiting', null)
    void runForOffice({ steal: false })
  }

  function takeOffice(mine: AbortController): Promise<void> {
    if (left.signal.aborted || mine.signal.aborted) return Promise.resolve()
    // Clocks of one machine; one more than the last leader's, should its clock have been set back since.
    term = Math.max(Date.now(), term + 1)
    office = new AbortController()
    setRole('leading', id)
    lead()
    return untilAborted(left.signal)
  }

  function stepDown(next: TabRole, nextLeader: string | null) {
    office?.abort()
    known.clear()
    setRole(next, nextLeader)
  }

  function lead() {
    const hiddenMs = hiddenSince === null ? 0 : Math.max(1, performance.now() - hiddenSince)
    tell({ kind: 'lead', hiddenMs, tabCount: options.tabCount() })
  }

  function tell(words: LeaderWords) {
    if (role === 'leading') ports.post({ ...words, from: id, term })
  }

  function post(words: FollowerWords) {
    ports.post({ ...words, from: id })
  }

  function hearLeader(message: FromLeader) {
    if (message.term < term || role === 'alone') return
    // Two that take office in one millisecond: the lock decides, not the words.
    if (message.term === term && role === 'leading') return
    // A leader that lost its office and has it again has forgotten what was wanted of it.
    const isNew = message.from !== leader || message.term !== term
    term = message.term
    unanswered = 0
    if (role === 'leading') stepDown('following', message.from)
    else if (isNew) setRole('following', message.from)
    options.onLeader(message)
    if (message.kind === 'lead' && page.isVisible() && options.isBetterThan(message.hiddenMs)) takeOver()
  }

  function hearFollower(message: FromFollower) {
    if (role !== 'leading') return
    if (message.kind === 'want' && !known.has(message.from)) attend(message.from)
    options.onFollower(message)
    if (message.kind !== 'wake') lead()
  }

  /** A tab holds a lock of its own for as long as it is there: who gets that lock knows that it is gone. */
  function attend(tab: string) {
    known.add(tab)
    const signal = office?.signal
    const gone = async () => {
      if (signal?.aborted) return
      known.delete(tab)
      options.onGone(tab)
      lead()
    }
    ports.lock(`${name}:${tab}`, signal ? { signal } : {}, gone).catch(() => undefined)
  }

  ports.listen((message) => {
    // Before its own lock is held, the leader could take this tab for gone.
    if (!isIn || left.signal.aborted) return
    if (isFromLeader(message)) hearLeader(message)
    else hearFollower(message)
  })
  pinger.setActive(isPinging())
  const enter = () => {
    if (left.signal.aborted) return Promise.resolve()
    isIn = true
    ping()
    void runForOffice({ steal: false })
    return untilAborted(left.signal)
  }
  ports.lock(`${name}:${id}`, {}, enter).catch(() => {
    if (!left.signal.aborted) setRole('alone', null)
  })

  return {
    tell,
    ask: post,
    leave() {
      left.abort()
      queue.abort()
      office?.abort()
      pinger.setActive(false)
      stopPage()
      ports.close()
    },
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
