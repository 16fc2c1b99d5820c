import { Ban, Check, TrendingUp } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { UserPlan } from '@/lib/plans/schema'
import { STATUS_NAME } from '@/lib/plans/words'

const LOOK = {
  active: { variant: 'primary', icon: TrendingUp },
  completed: { variant: 'success', icon: Check },
  cancelled: { variant: 'warning', icon: Ban },
} as const

export function StatusBadge({ status }: Pick<UserPlan, 'status'>) {
  const { variant, icon: Icon } = LOOK[status]
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {STATUS_NAME[status]}
    </Badge>
  )
}
