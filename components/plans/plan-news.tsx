'use client'

import { usePathname, useRouter } from 'next/navigation'
import { notify } from '@/components/ui/notify'
import { planPath } from '@/lib/plans/desk-list'
import { usePlanNews } from '@/lib/plans/use-plan-news'

/** Tells an administrator, on any page, what others do to plans. Shows nothing by itself. */
export function PlanNews({ viewerId }: { viewerId: string }) {
  const router = useRouter()
  const pathname = usePathname()
  usePlanNews(viewerId, ({ title, detail, planId }) => {
    const path = planId === null ? '/admin/plans' : planPath(planId)
    const isThere = path === pathname
    notify.info(title, {
      description: detail,
      ...(!isThere && { action: { label: 'Look', onClick: () => router.push(path) } }),
    })
  })
  return null
}
