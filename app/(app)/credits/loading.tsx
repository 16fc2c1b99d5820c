import { CreditsSkeleton } from '@/components/credits/credits-skeleton'
import { PageHeader } from '@/components/ui/page-header'

export default function Loading() {
  return (
    <>
      <PageHeader title="Credits" description="What you have, where it comes from and where it went." />
      <CreditsSkeleton />
    </>
  )
}
