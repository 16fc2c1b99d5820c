import type { Metadata } from 'next'
import { DeskPresence } from '@/components/credits/desk-presence'
import { DeskWorkspace } from '@/components/credits/desk-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireRole } from '@/lib/auth/session.server'
import { getCreditDesk } from '@/lib/credits/actions'
import { deskParams } from '@/lib/credits/inputs'
import { type SearchParamsProps, searchParam } from '@/lib/search-param'

export const metadata: Metadata = { title: 'Creator credits' }

export default async function AdminCreditsPage({ searchParams }: SearchParamsProps) {
  const { userId, displayName } = await requireRole('admin')
  const params = await searchParams
  const args = deskParams.parse({
    search: searchParam(params, 'search'),
    page: searchParam(params, 'page'),
    creatorId: searchParam(params, 'creator'),
  })
  const desk = await getCreditDesk(args)

  return (
    <>
      <PageHeader
        title="Creator credits"
        description="Grant credits or put a balance right."
        actions={<DeskPresence name={displayName} />}
      />
      <DeskWorkspace adminId={userId} args={args} initial={desk.success ? desk : undefined} />
    </>
  )
}
