import type { Metadata } from 'next'
import { MemberSearch } from '@/components/accounts/member-search'
import { PageHeader } from '@/components/ui/page-header'
import { findMembers } from '@/lib/accounts/queries.server'
import { memberSearch } from '@/lib/accounts/schema'
import { requireRole } from '@/lib/auth/session.server'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'
import { dbAsUser } from '@/lib/supabase/db.server'
import { People } from './people'

export const metadata: Metadata = { title: 'People' }

export default async function UsersPage({ searchParams }: SearchParamsProps) {
  const { userId } = await requireRole('admin')
  const parsed = memberSearch.safeParse({ search: searchParam(await searchParams, 'q') ?? '' })
  const search = parsed.data?.search ?? ''
  const members = await findMembers(await dbAsUser(), search)

  return (
    <>
      <PageHeader
        title="People"
        description="Everybody with an account. A new role counts from the person's next step on."
        actions={<MemberSearch search={search} />}
      />
      <People search={search} initial={members} ownId={userId} />
    </>
  )
}
