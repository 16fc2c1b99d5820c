import Link from 'next/link'
import type { ReactNode } from 'react'
import { LiveIllustration } from '@/components/shell/live-illustration'
import { Logo } from '@/components/shell/logo'
import { SessionWatch } from '@/components/shell/session-watch'
import { MAIN_ID, SkipLink } from '@/components/shell/skip-link'
import { getIdentity } from '@/lib/auth/session.server'

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const identity = await getIdentity()

  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <SkipLink />
      <div className="flex flex-col px-4 py-6 sm:px-8 lg:px-14 lg:py-10">
        <header>
          <Link
            href="/"
            aria-label="Rowcast, start page"
            className="inline-flex h-11 items-center rounded-md"
          >
            <Logo />
          </Link>
        </header>
        <main
          id={MAIN_ID}
          tabIndex={-1}
          className="mx-auto my-auto w-full max-w-sm py-10 outline-none sm:py-14"
        >
          {children}
        </main>
      </div>
      <aside
        aria-label="What Rowcast does"
        className="hidden flex-col justify-center gap-10 border-l bg-secondary/60 px-14 py-10 lg:flex"
      >
        <p className="max-w-md text-balance font-semibold text-3xl leading-tight tracking-tight">
          Change a row in Postgres. Every open screen follows.
        </p>
        <LiveIllustration />
      </aside>
      <SessionWatch userId={identity?.userId ?? null} />
    </div>
  )
}
