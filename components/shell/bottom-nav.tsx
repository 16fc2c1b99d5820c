'use client'

import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { LinkHint } from '@/components/ui/link-hint'
import { SYSTEMS, type System } from './systems'
import { useIsCurrent } from './use-is-current'

const ITEM = 'flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs [&_svg]:size-5'

/** The navigation of phones and tablets, in reach of the thumb. */
export function BottomNav() {
  return (
    <nav
      aria-label="Systems"
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t bg-card pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {SYSTEMS.map((system) =>
        system.href === null ? (
          <ComingItem key={system.name} system={system} />
        ) : (
          <LinkItem key={system.name} system={system} href={system.href} />
        ),
      )}
    </nav>
  )
}

function LinkItem({ system: { shortName, also, icon: Icon }, href }: { system: System; href: string }) {
  const isCurrent = useIsCurrent(href, true, also)
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(ITEM, isCurrent ? 'font-semibold text-primary' : 'font-medium text-muted-foreground')}
    >
      <Icon aria-hidden />
      {shortName}
      <LinkHint />
    </Link>
  )
}

function ComingItem({ system: { shortName, icon: Icon } }: { system: System }) {
  return (
    <span className={cn(ITEM, 'text-muted-foreground')}>
      <Icon aria-hidden className="opacity-45" />
      <span>
        {shortName} <span className="sr-only">, coming soon</span>
      </span>
      <span aria-hidden className="-mt-0.5 text-[0.625rem] leading-3">
        soon
      </span>
    </span>
  )
}
