import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonVariants } from './button'

type Props = {
  page: number
  hasNextPage: boolean
  hrefOf: (page: number) => string
  /** In place of the number of the page, such as `41–60 of 512`. */
  children?: ReactNode
}

/** The way to the page before and after. Nothing when there is only one. */
export function Pager({ page, hasNextPage, hrefOf, children }: Props) {
  if (page === 1 && !hasNextPage) return null
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t p-3">
      <PageLink href={page > 1 ? hrefOf(page - 1) : null}>Previous</PageLink>
      <span className="text-muted-foreground text-sm tabular-nums">{children ?? `Page ${page}`}</span>
      <PageLink href={hasNextPage ? hrefOf(page + 1) : null}>Next</PageLink>
    </nav>
  )
}

function PageLink({ href, children }: { href: string | null; children: string }) {
  // Keeps its place: the other two must not jump under the pointer.
  if (href === null) return <span aria-hidden className="w-22" />
  return (
    <Link className={buttonVariants({ variant: 'outline', size: 'sm', className: 'w-22' })} href={href}>
      {children}
    </Link>
  )
}
