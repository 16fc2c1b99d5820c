import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { createLiveClient, type LiveClient } from '@/lib/realtime/live-client'
import { liveQuery } from '@/lib/realtime/live-query'
import type { LiveStore } from '@/lib/realtime/live-store'
import { socketOptions } from '@/lib/realtime/socket-options'
import { createTabLink } from '@/lib/realtime/tabs/link'
import { groupName } from '@/lib/realtime/tabs/ports'
import { fail, ok } from '@/lib/result'
import type { StackStatus } from '../../supabase/local/stack.ts'
import { claimsOf, signToken } from '../support/api-clients'
import { createFakeBrowser, type FakeTab } from '../support/fake-tabs'
import type { Person } from '../support/people'
import { createFakePage, type FakePage } from './harness'

type Balance = { credits: number }

/** A live view of one's balance, with nothing between it and the embedded stack. */
export type RealTab = {
  tab: FakeTab
  page: FakePage
  client: LiveClient
  store: LiveStore<Balance>
  supabase: SupabaseClient
  reads: () => number
  cutSocket: () => void
  isOpen: () => boolean
  close: () => Promise<void>
}

/** A browser in which a person has signed in: its tabs have one session, and one connection if they share. */
export type RealBrowser = {
  open: (options?: { isSharing?: boolean }) => RealTab
  leader: () => FakeTab | undefined
  /** Tabs that have joined a channel themselves. */
  connectedTabs: () => number
  /** Makes the token of the session one that ends soon, as if it had been issued long ago. */
  shortenToken: (leftS: number) => void
  close: () => Promise<void>
}

export async function openBrowser(stack: StackStatus, person: Person): Promise<RealBrowser> {
  const storage = memoryStorage()
  const browser = createFakeBrowser()
  const tabs: RealTab[] = []

  function createSupabase(own: WebSocket[]): SupabaseClient {
    return createClient(stack.api_url, stack.publishable_key, {
      auth: { persistSession: true, autoRefreshToken: false, storage, storageKey: SESSION },
      realtime: {
        ...socketOptions,
        // Reconnects fast: what is tested is what is lost, not how long it takes.
        reconnectAfterMs: () => 50,
        transport: class extends WebSocket {
          constructor(url: string | URL, protocols?: string | string[]) {
            super(url, protocols)
            own.push(this)
          }
        },
      },
    })
  }

  function open({ isSharing = false } = {}): RealTab {
    const own: WebSocket[] = []
    const supabase = createSupabase(own)
    const [tab, page] = [browser.openTab(), createFakePage()]
    let reads = 0
    const balance = liveQuery({
      name: 'balance',
      watch: ({ userId }: { userId: string }) => [
        { table: 'user_credits', filter: `user_id=eq.${userId}` },
        { table: 'credit_transactions', filter: `user_id=eq.${userId}` },
      ],
      async read() {
        reads += 1
        const { data, error } = await supabase.rpc('get_credit_account', { entry_limit: 1 })
        if (error) return fail('unavailable', error.message)
        const account = data as { balance: Balance; as_of: string | null }
        return ok({ credits: account.balance.credits }, account.as_of ?? undefined)
      },
    })
    const name = groupName(person.id)
    const client = createLiveClient({
      ...{ userId: person.id, load: async () => supabase, page },
      ...(isSharing && {
        shareTabs: async (options) => createTabLink({ ...options, name, ports: tab.ports }),
      }),
    })
    const store = client.store(balance, { userId: person.id })
    store.subscribe(() => {})
    const opened: RealTab = {
      ...{ tab, page, client, store, supabase, reads: () => reads },
      cutSocket: () => own.at(-1)?.close(),
      isOpen: () => tabs.includes(opened),
      async close() {
        tabs.splice(tabs.indexOf(opened), 1)
        client.close()
        tab.kill()
        await supabase.removeAllChannels()
        await supabase.realtime.disconnect()
        await supabase.auth.stopAutoRefresh()
      },
    }
    tabs.push(opened)
    return opened
  }

  const { data, error } = await createSupabase([]).auth.signInWithPassword(person)
  if (error) throw error
  const { secret, claims } = { secret: stack.jwt_secret, claims: claimsOf(data.session.access_token) }

  return {
    open,
    leader: () => browser.holderOf(`${groupName(person.id)}:leader`),
    connectedTabs: () => tabs.filter(({ supabase }) => supabase.realtime.getChannels().length > 0).length,
    shortenToken(leftS) {
      const session = JSON.parse(storage.getItem(SESSION) ?? 'null') as Record<string, unknown>
      const expires_at = Math.floor(Date.now() / 1000) + leftS
      const access_token = signToken({ ...claims, exp: expires_at }, secret)
      storage.setItem(SESSION, JSON.stringify({ ...session, access_token, expires_at }))
    },
    async close() {
      for (const tab of [...tabs]) await tab.close()
    },
  }
}

const SESSION = 'session'

function memoryStorage() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}
