'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { LinkHint } from '@/components/ui/link-hint'
import { useIsCurrent } from './use-is-current'

type SideNavLinkProps = {
  href: string
  isExact?: boolean
  also?: readonly string[] | undefined
  children: ReactNode
}

export function SideNavLink({ href, isExact = false, also, children }: SideNavLinkProps) {
  const isCurrent = useIsCurrent(href, !isExact, also)
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cn(
        'flex h-11 items-center gap-3 rounded-md px-3 font-medium text-sm transition-colors [&_svg]:size-4.5',
        isCurrent
          ? 'bg-accent text-accent-foreground'
          : 'text-muted-foreground hover:bg-secondary hover:text-foreground',
      )}
    >
      {children}
      <LinkHint />
    </Link>
  )
}
