'use client'

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { SupabaseLike } from './connection'
import type { LastKnown } from './last-known'
import { createLiveClient, type LiveClient } from './live-client'
import { createPageSignals } from './page-signals'
import type { TabLink, TabLinkSetting } from './tabs/link'
import { browserTabPorts, canShareTabs, groupName } from './tabs/ports'

const LiveClientContext = createContext<LiveClient | null>(null)

type Props = {
  /** Whose rows the views below show; null for a visitor. */
  userId: string | null
  children: ReactNode
  /** Told when the browser's session is no longer `userId`'s (false), or is so again (true). Views are empty then. */
  onOwnerChange?: (isOwned: boolean) => void
  /** Loads the Supabase client of this tab. */
  load?: () => Promise<SupabaseLike>
}

/** Mounted once, above all live views. Another user gets another client, so no view can outlive its user. */
export function RealtimeProvider({ userId, children, onOwnerChange, load = loadBrowserDb }: Props) {
  const [client, setClient] = useState(() => newClient(userId, load))
  if (client.userId !== userId) setClient(newClient(userId, load))
  useClosedOnChange(client)
  useEffect(() => client.hold(), [client])

  const tell = useEffectEvent((isOwned: boolean) => onOwnerChange?.(isOwned))
  useEffect(() => client.onOwnerChange((isOwned) => tell(isOwned)), [client])

  return <LiveClientContext value={client}>{children}</LiveClientContext>
}

export function useLiveClient(): LiveClient {
  const client = useContext(LiveClientContext)
  if (client === null) throw new Error('A live view needs a <RealtimeProvider> above it.')
  return client
}

/** Closes the client of the previous user at once. */
function useClosedOnChange(client: LiveClient) {
  const shown = useRef(client)
  useEffect(() => {
    if (shown.current === client) return
    shown.current.close()
    shown.current = client
  }, [client])
}

function newClient(userId: string | null, load: () => Promise<SupabaseLike>): LiveClient {
  return createLiveClient({
    userId,
    load,
    page: createPageSignals(),
    ...(userId !== null && typeof indexedDB !== 'undefined' && { keepLastKnown: () => keepFor(userId) }),
    ...(canShareTabs() && { shareTabs: (options) => joinTabs(userId, options) }),
  })
}

async function keepFor(userId: string): Promise<LastKnown> {
  const { createLastKnown } = await import('./last-known')
  return createLastKnown(userId)
}

async function joinTabs(userId: string | null, options: TabLinkSetting): Promise<TabLink> {
  const { createTabLink } = await import('./tabs/link')
  const name = groupName(userId)
  return createTabLink({ ...options, name, ports: () => browserTabPorts(name) })
}

async function loadBrowserDb(): Promise<SupabaseLike> {
  const { browserDb } = await import('@/lib/supabase/db.client')
  return browserDb()
}
