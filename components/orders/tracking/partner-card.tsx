import { Phone } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'
import { buttonVariants } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'

type Props = { name: string; phone: string | null }

/** Who brings it, and how to reach them. */
export function PartnerCard({ name, phone }: Props) {
  return (
    <Card aria-labelledby="partner-title">
      <CardContent className="flex items-center gap-4">
        <Avatar name={name} className="size-11" />
        <div className="min-w-0 flex-1">
          <h2 id="partner-title" className="text-muted-foreground text-sm">
            Delivery partner
          </h2>
          <p className="wrap-anywhere font-medium">{name}</p>
          {phone && <p className="text-muted-foreground text-sm tabular-nums">{phone}</p>}
        </div>
        {phone && (
          <a
            href={`tel:${dialled(phone)}`}
            aria-label={`Call ${name}`}
            className={buttonVariants({ size: 'icon' })}
          >
            <Phone aria-hidden />
          </a>
        )}
      </CardContent>
    </Card>
  )
}

function dialled(phone: string): string {
  return phone.replace(/[^\d+]/g, '')
}
