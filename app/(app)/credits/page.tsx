import type { Metadata } from 'next'
import { CreditsWorkspace } from '@/components/credits/credits-workspace'
import { PageHeader } from '@/components/ui/page-header'
import { requireSession } from '@/lib/auth/session.server'
import { getCreditAccount } from '@/lib/credits/actions'
import { readPackages } from '@/lib/credits/queries.server'
import { RealtimeCreditsProvider } from '@/lib/credits/realtime-credits-provider.client'
import { dbAsUser } from '@/lib/supabase/db.server'

export const metadata: Metadata = { title: 'Credits' }

export default async function CreditsPage() {
  const [{ userId }, db] = await Promise.all([requireSession(), dbAsUser()])
  const [account, packages] = await Promise.all([getCreditAccount({ userId }), readPackages(db)])

  // A read that failed is made again by the page, which says so.
  const initial = account.success ? account : undefined

  return (
    <>
      <PageHeader title="Credits" description="What you have, where it comes from and where it went." />
      <RealtimeCreditsProvider initial={initial}>
        <CreditsWorkspace
          userId={userId}
          packages={packages}
          initial={initial}
          renderedAt={new Date().toISOString()}
        />
      </RealtimeCreditsProvider>
    </>
  )
}
