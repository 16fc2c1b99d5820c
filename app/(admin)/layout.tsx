import type { ReactNode } from 'react'
import { PlanNews } from '@/components/plans/plan-news'
import { AppShell } from '@/components/shell/app-shell'
import { requireRole } from '@/lib/auth/session.server'
import { requestTheme } from '@/lib/theme.server'
import { InboxBell } from '../inbox-bell'

// Each page of the area checks the role again: a layout is not rendered anew on every navigation.
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const session = await requireRole('admin')
  const theme = await requestTheme()
  return (
    <AppShell session={session} theme={theme} bell={<InboxBell userId={session.userId} />}>
      <PlanNews viewerId={session.userId} />
      {children}
    </AppShell>
  )
}
