import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { PlanNews } from '@/components/plans/plan-news'
import { AppShell } from '@/components/shell/app-shell'
import { isOpenPage } from '@/lib/auth/open-pages'
import { PATH_HEADER } from '@/lib/auth/path-header'
import { getSession, requireSession } from '@/lib/auth/session.server'
import { requestTheme } from '@/lib/theme.server'
import { InboxBell } from '../inbox-bell'
import { Outbox } from './outbox'

// Visitors come to the open pages only; every other page of this area asks for the session itself, too.
export default async function AppLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get(PATH_HEADER) ?? '/'
  const session = isOpenPage(path) ? await getSession() : await requireSession()
  const theme = await requestTheme()
  return (
    <AppShell session={session} theme={theme} bell={session && <InboxBell userId={session.userId} />}>
      {session?.role === 'admin' && <PlanNews viewerId={session.userId} />}
      {session === null ? children : <Outbox userId={session.userId}>{children}</Outbox>}
    </AppShell>
  )
}
