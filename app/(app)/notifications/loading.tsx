import { NotificationsSkeleton } from '@/components/notifications/notifications-skeleton'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'

export default function Loading() {
  return (
    <>
      <PageHeader title="Notifications" description="What has happened to what you follow and own." />
      <Card className="max-w-3xl overflow-hidden">
        <NotificationsSkeleton />
      </Card>
    </>
  )
}
