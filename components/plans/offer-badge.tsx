import { Badge } from '@/components/ui/badge'

export function OfferBadge({ isActive }: { isActive: boolean }) {
  return isActive ? <Badge variant="success">On offer</Badge> : <Badge>Not on offer</Badge>
}
