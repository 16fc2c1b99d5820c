import { createLiveClient, type LiveClient } from '@/lib/realtime/live-client'
import type { LiveStore } from '@/lib/realtime/live-store'
import { createTabLink } from '@/lib/realtime/tabs/link'
import { groupName } from '@/lib/realtime/tabs/ports'
import { createFakeBrowser, type FakeTab } from '../support/fake-tabs'
import {
  ANNA,
  type Counter,
  counterQuery,
  createFakePage,
  createTestClient,
  createWorld,
  type FakePage,
} from './harness'

/** A tab of Anna's browser with one live view. */
export type OpenTab = {
  tab: FakeTab
  page: FakePage
  client: LiveClient
  store: LiveStore<Counter>
  /** Leaves the view, as a page does that is navigated away from. */
  leave: () => void
}

/** One browser with any number of tabs, one session, one server. */
export function createTabWorld() {
  const { realtime, auth, database } = createWorld()
  const browser = createFakeBrowser()
  const query = counterQuery(database)

  function open({ userId = ANNA, owner = userId }: { userId?: string; owner?: string } = {}): OpenTab {
    const tab = browser.openTab()
    const page = createFakePage()
    const supabase = createTestClient(realtime, auth)
    const name = groupName(userId)
    const client = createLiveClient({
      userId,
      load: async () => supabase,
      page,
      shareTabs: async (options) => createTabLink({ ...options, name, ports: tab.ports }),
    })
    const store = client.store(query, { userId: owner })
    const leave = store.subscribe(() => {})
    return { tab, page, client, store, leave }
  }

  return {
    realtime,
    auth,
    database,
    browser,
    open,
    leader: () => browser.holderOf(`${groupName(ANNA)}:leader`),
  }
}
