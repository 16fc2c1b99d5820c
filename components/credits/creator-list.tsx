import { UserSearch } from 'lucide-react'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
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
      <Pager
        page={args.page}
        hasNextPage={desk.hasNextPage}
        hrefOf={(page) => deskPath({ search: args.search, page })}
      />
    </>
  )
}
