import Link from 'next/link'
import type { ReactNode } from 'react'
import { SyncBadge } from '@/components/realtime/sync-badge'
import type { Session } from '@/lib/auth/identity'
import type { Theme } from '@/lib/theme'
import { AccountMenu } from './account-menu'
import { BottomNav } from './bottom-nav'
import { DebugDrawer } from './debug-drawer'
import { LiveSession } from './live-session'
import { LogoMark } from './logo'
import { SideNav } from './side-nav'
import { SignInLink } from './sign-in-link'
import { MAIN_ID, SkipLink } from './skip-link'

/** `session` is null for visitors of pages that anyone may read: they have no bell. */
type AppShellProps = { session: Session | null; theme: Theme; bell?: ReactNode; children: ReactNode }

/** Everything around a page. */
export function AppShell({ session, theme, bell, children }: AppShellProps) {
  return (
    <LiveSession userId={session?.userId ?? null}>
      <div className="flex min-h-dvh">
        <SkipLink />
        <SideNav isAdmin={session?.role === 'admin'} />
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="sticky top-0 z-10 flex h-16 items-center gap-3 border-b bg-background/85 px-4 backdrop-blur sm:px-6 lg:border-b-0 lg:px-10">
            <Link
              href="/"
              aria-label="Rowcast, start page"
              className="-ml-1.5 grid size-11 place-items-center rounded-md lg:hidden"
            >
              <LogoMark />
            </Link>
            <div className="ml-auto flex items-center gap-2 sm:gap-3">
              <SyncBadge />
              {bell}
              {session ? <AccountMenu session={session} theme={theme} /> : <SignInLink />}
            </div>
          </header>
          <main
            id={MAIN_ID}
            tabIndex={-1}
            className="mx-auto grid w-full max-w-6xl grid-cols-[minmax(0,1fr)] flex-1 content-start gap-8 px-4 pt-6 pb-28 outline-none sm:px-6 lg:px-10 lg:pt-4 lg:pb-16"
          >
            {children}
          </main>
        </div>
        <BottomNav />
        <DebugDrawer />
      </div>
    </LiveSession>
  )
}
