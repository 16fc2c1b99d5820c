import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { requireSession } from '@/lib/auth/session.server'
import { requestTheme } from '@/lib/theme.server'
import { Outbox } from './outbox'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await requireSession()
  const theme = await requestTheme()
  return (
    <AppShell session={session} theme={theme}>
      <Outbox userId={session.userId}>{children}</Outbox>
    </AppShell>
  )
}
