'use client'

import { notify } from '@/components/ui/notify'
import { usePlanNews } from '@/lib/plans/use-plan-news'

/** Tells an administrator, on any page, what others do to plans. Shows nothing by itself. */
export function PlanNews({ viewerId }: { viewerId: string }) {
  usePlanNews(viewerId, ({ title, detail }) => notify.info(title, { description: detail }))
  return null
}
