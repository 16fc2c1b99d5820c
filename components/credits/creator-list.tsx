import { UserSearch } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { deskPath } from '@/lib/credits/desk-path'
import type { DeskArgs } from '@/lib/credits/live'
import type { CreditDesk } from '@/lib/credits/schema'
import { CreatorRow } from './creator-row'

type Props = { desk: CreditDesk; args: DeskArgs }

/** A page of creators; each leads to its own ledger. */
export function CreatorList({ desk, args }: Props) {
  if (desk.creators.length === 0) {
    return (
      <EmptyState icon={UserSearch} title="Nobody found">
        {args.search === '' ? 'Nobody has an account yet.' : `No name or address contains “${args.search}”.`}
      </EmptyState>
    )
  }
  return (
    <>
      <ul>
        {desk.creators.map((creator) => (
          <CreatorRow
            key={creator.userId}
            creator={creator}
            href={deskPath({ ...args, creatorId: creator.userId })}
            isChosen={creator.userId === args.creatorId}
          />
        ))}
      </ul>
      <Pager args={args} hasNextPage={desk.hasNextPage} />
    </>
  )
}

function Pager({ args, hasNextPage }: { args: DeskArgs; hasNextPage: boolean }) {
  const { search, page } = args
  if (page === 1 && !hasNextPage) return null
  const look = buttonVariants({ variant: 'outline', size: 'sm' })
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 border-t p-3">
      {page > 1 ? (
        <Link className={look} href={deskPath({ search, page: page - 1 })}>
          Previous
        </Link>
      ) : (
        <span />
      )}
      <span className="text-muted-foreground text-sm">Page {page}</span>
      {hasNextPage ? (
        <Link className={look} href={deskPath({ search, page: page + 1 })}>
          Next
        </Link>
      ) : (
        <span />
      )}
    </nav>
  )
}
