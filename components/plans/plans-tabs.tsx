'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { LinkHint } from '@/components/ui/link-hint'

const TABS = [
  { href: '/plans', name: 'All plans' },
  { href: '/plans/mine', name: 'My plans' },
]

/** The two lists of this system, for those who can have plans. */
export function PlansTabs() {
  const path = usePathname()
  return (
    <nav aria-label="Plans" className="flex rounded-lg bg-secondary p-1">
      {TABS.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? 'page' : undefined}
          className={cn(
            'grid h-9 place-items-center rounded-md px-4 font-medium text-sm transition-colors pointer-coarse:h-11',
            path === href
              ? 'bg-card text-foreground shadow-xs'
              : 'text-muted-foreground hover:text-foreground',
          )}
        >
          {name}
          <LinkHint />
        </Link>
      ))}
    </nav>
  )
}
