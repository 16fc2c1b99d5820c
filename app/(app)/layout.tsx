import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { requireSession } from '@/lib/auth/session.server'
import { parseTheme, THEME_COOKIE } from '@/lib/theme'
import { Outbox } from './outbox'

export default async function AppLayout({ children }: { children: ReactNode }) {
  const session = await requireSession()
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <AppShell session={session} theme={theme}>
      <Outbox userId={session.userId}>{children}</Outbox>
    </AppShell>
  )
}
