import Link from 'next/link'
import type { ReactNode } from 'react'
import { SyncBadge } from '@/components/realtime/sync-badge'
import { LiveSession } from '@/components/shell/live-session'
import { Logo } from '@/components/shell/logo'
import { MAIN_ID, SkipLink } from '@/components/shell/skip-link'
import { getIdentity } from '@/lib/auth/session.server'

/** The frame of what is shared with people who have no account: nothing to find one's way in, only the thing. */
export default async function TrackLayout({ children }: { children: ReactNode }) {
  const identity = await getIdentity()
  return (
    <LiveSession userId={identity?.userId ?? null}>
      <div className="mx-auto flex min-h-dvh max-w-4xl flex-col px-4 sm:px-8">
        <SkipLink />
        <header className="flex h-20 items-center justify-between gap-4">
          <Link
            href="/"
            aria-label="Rowcast, start page"
            className="inline-flex h-11 items-center rounded-md"
          >
            <Logo />
          </Link>
          <SyncBadge />
        </header>
        <main
          id={MAIN_ID}
          tabIndex={-1}
          className="grid grid-cols-[minmax(0,1fr)] content-start gap-6 pt-2 pb-16 outline-none"
        >
          {children}
        </main>
      </div>
    </LiveSession>
  )
}
