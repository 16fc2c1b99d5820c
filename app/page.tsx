import { Database, RefreshCcw, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { LiveIllustration } from '@/components/shell/live-illustration'
import { Logo } from '@/components/shell/logo'
import { SessionWatch } from '@/components/shell/session-watch'
import { MAIN_ID, SkipLink } from '@/components/shell/skip-link'
import { SYSTEMS } from '@/components/shell/systems'
import { Badge } from '@/components/ui/badge'
import { buttonVariants } from '@/components/ui/button'
import { HOME_PATH } from '@/lib/auth/safe-path'
import { getIdentity } from '@/lib/auth/session.server'

const FACTS = [
  {
    icon: Database,
    title: 'One source of truth',
    text: 'Postgres. A write from the app, from Studio or from psql looks the same to every screen.',
  },
  {
    icon: RefreshCcw,
    title: 'Nothing gets lost',
    text: 'After a break in the connection a screen catches up by itself. Nobody has to reload.',
  },
  {
    icon: ShieldCheck,
    title: 'Only your rows',
    text: 'Row level security decides, for each change and for each person, who hears of it.',
  },
]

export default async function LandingPage() {
  const identity = await getIdentity()

  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 sm:px-8">
      <SkipLink />
      <header className="flex h-20 items-center justify-between">
        <Logo />
        <EntryLinks isSignedIn={identity !== null} size="default" />
      </header>
      <main
        id={MAIN_ID}
        tabIndex={-1}
        className="grid gap-20 pt-10 pb-24 outline-none sm:pt-16 lg:gap-28 lg:pt-20"
      >
        <section className="grid items-center gap-14 lg:grid-cols-[1.05fr_1fr]">
          <div className="grid gap-6">
            <h1 className="text-balance font-semibold text-4xl leading-[1.08] tracking-tight sm:text-5xl lg:text-6xl">
              Change a row. Every open screen follows.
            </h1>
            <p className="max-w-lg text-pretty text-lg text-muted-foreground leading-relaxed">
              Rowcast is a set of live systems on one Postgres database. What commits there is on every screen
              that may see it, in every tab, without a reload.
            </p>
            <div className="flex flex-wrap gap-3 pt-2">
              <EntryLinks isSignedIn={identity !== null} size="lg" />
            </div>
          </div>
          <LiveIllustration className="w-full lg:max-w-none" />
        </section>
        <ul className="grid gap-x-10 gap-y-8 sm:grid-cols-3">
          {FACTS.map(({ icon: Icon, title, text }) => (
            <li key={title} className="grid content-start gap-2 border-t pt-5">
              <Icon aria-hidden className="mb-1 size-5 text-primary" />
              <h2 className="font-semibold tracking-tight">{title}</h2>
              <p className="text-pretty text-muted-foreground text-sm leading-relaxed">{text}</p>
            </li>
          ))}
        </ul>
        <section aria-labelledby="systems-title" className="grid gap-5">
          <h2 id="systems-title" className="font-semibold text-xl tracking-tight">
            The systems
          </h2>
          <ul className="flex flex-wrap gap-3">
            {SYSTEMS.map(({ name, icon: Icon, href }) => (
              <li
                key={name}
                className="flex h-12 items-center gap-2.5 rounded-lg border bg-card px-4 text-sm"
              >
                <Icon aria-hidden className="size-4.5 text-muted-foreground" />
                <span className="font-medium">{name}</span>
                {href === null ? (
                  <Badge variant="outline">Soon</Badge>
                ) : (
                  <Badge variant="success">Ready</Badge>
                )}
              </li>
            ))}
          </ul>
        </section>
      </main>
      <SessionWatch userId={identity?.userId ?? null} />
    </div>
  )
}

function EntryLinks({ isSignedIn, size }: { isSignedIn: boolean; size: 'default' | 'lg' }) {
  if (isSignedIn) {
    return (
      <Link href={HOME_PATH} className={buttonVariants({ size })}>
        Open the app
      </Link>
    )
  }
  return (
    <div className="flex flex-wrap gap-3">
      <Link
        href="/sign-in"
        className={buttonVariants({ size, variant: size === 'lg' ? 'primary' : 'ghost' })}
      >
        Sign in
      </Link>
      {size === 'lg' && (
        <Link href="/sign-up" className={buttonVariants({ size, variant: 'outline' })}>
          Create an account
        </Link>
      )}
    </div>
  )
}
