import type { TabMessage } from '@/lib/realtime/tabs/messages'
import type { LockOptions, TabPorts } from '@/lib/realtime/tabs/ports'

/** The tabs of one browser: Web Locks and a broadcast channel in memory, and tabs that can be frozen or killed. */
export type FakeBrowser = {
  openTab: () => FakeTab
  holderOf: (name: string) => FakeTab | undefined
  /** Locks of this kind reject, as in some private modes. */
  refusesLocks: boolean
}

export type FakeTab = {
  ports: () => TabPorts
  /** Nothing reaches the tab and nothing leaves it until it is thawed, then all of it does. */
  freeze: () => void
  thaw: () => void
  /** Gone without a word, as in a crash: its locks are free, its code is never heard of again. */
  kill: () => void
  isFrozen: () => boolean
}

type Request = {
  tab: Tab
  name: string
  hold: () => Promise<void>
  resolve: () => void
  reject: (error: Error) => void
}
type Tab = { run: (task: () => void) => void; isAlive: () => boolean; face: FakeTab }

const DELIVERY_MS = 1

export function createFakeBrowser(): FakeBrowser {
  const held = new Map<string, Request>()
  let waiting: Request[] = []
  const listeners = new Map<object, { tab: Tab; hear: (message: TabMessage) => void }>()
  const browser: FakeBrowser = {
    openTab,
    holderOf: (name) => held.get(name)?.tab.face,
    refusesLocks: false,
  }

  function grant(request: Request) {
    held.set(request.name, request)
    request.tab.run(() => {
      if (held.get(request.name) !== request) return
      void request.hold().then(() => {
        if (held.get(request.name) !== request) return
        free(request.name)
        request.resolve()
      })
    })
  }

  function free(name: string) {
    held.delete(name)
    const next = waiting.find((request) => request.name === name)
    if (!next) return
    waiting = waiting.filter((request) => request !== next)
    grant(next)
  }

  function request(tab: Tab, name: string, { steal, signal }: LockOptions, hold: () => Promise<void>) {
    return new Promise<void>((resolve, reject) => {
      if (browser.refusesLocks) return reject(new DOMException('No locks here.', 'SecurityError'))
      const mine: Request = { tab, name, hold, resolve, reject }
      signal?.addEventListener('abort', () => {
        if (!waiting.includes(mine)) return
        waiting = waiting.filter((other) => other !== mine)
        reject(abortError())
      })
      const holder = held.get(name)
      if (!holder) return grant(mine)
      if (!steal) return void waiting.push(mine)
      held.delete(name)
      holder.tab.run(() => holder.reject(abortError()))
      grant(mine)
    })
  }

  function openTab(): FakeTab {
    let isFrozen = false
    let isAlive = true
    let tasks: (() => void)[] = []

    function run(task: () => void) {
      if (isFrozen) tasks.push(task)
      else
        setTimeout(() => {
          if (isFrozen) tasks.push(task)
          else if (isAlive) task()
        }, DELIVERY_MS)
    }

    const face: FakeTab = {
      ports() {
        const self = {}
        return {
          post(message) {
            // A frozen tab says nothing: what its code does here it would do when thawed.
            if (isFrozen) return void tasks.push(() => broadcast(self, message))
            if (isAlive) broadcast(self, message)
          },
          listen: (hear) => void listeners.set(self, { tab, hear }),
          lock: (name, options, hold) => request(tab, name, options, hold),
          close: () => void listeners.delete(self),
        }
      },
      freeze() {
        isFrozen = true
      },
      thaw() {
        isFrozen = false
        const late = tasks
        tasks = []
        for (const task of late) if (isAlive) task()
      },
      kill() {
        isAlive = false
        for (const [self, listener] of listeners) if (listener.tab === tab) listeners.delete(self)
        waiting = waiting.filter((other) => other.tab !== tab)
        for (const [name, holder] of [...held]) if (holder.tab === tab) free(name)
      },
      isFrozen: () => isFrozen,
    }
    const tab: Tab = { run, isAlive: () => isAlive, face }
    return face
  }

  function broadcast(from: object, message: TabMessage) {
    const copy = structuredClone(message)
    for (const [self, { tab, hear }] of listeners) {
      if (self === from) continue
      tab.run(() => {
        if (listeners.has(self)) hear(copy)
      })
    }
  }

  return browser
}

function abortError(): Error {
  return new DOMException('The lock was stolen, or its request given up.', 'AbortError')
}
