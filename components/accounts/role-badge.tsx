import { Badge } from '@/components/ui/badge'
import type { AppRole } from '@/lib/auth/roles'

export function RoleBadge({ role }: { role: AppRole }) {
  return (
    <Badge variant={role === 'member' ? 'neutral' : 'primary'} className="capitalize">
      {role}
    </Badge>
  )
}
