'use client'

import { memo, useState } from 'react'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { CreditPackage } from '@/lib/credits/schema'
import { PackageOption } from './package-option'
import { PaymentDialog } from './payment-dialog'

type Props = { packages: CreditPackage[]; canSubscribe: boolean; canWrite: boolean }

/** What can be bought. One membership at a time; packs at any time. */
export const PackagesCard = memo(function PackagesCard({ packages, canSubscribe, canWrite }: Props) {
  const [chosen, setChosen] = useState<CreditPackage | null>(null)

  return (
    <Card aria-labelledby="packages-title">
      <CardHeader>
        <CardTitle id="packages-title">Get more credits</CardTitle>
        <CardDescription>
          {canSubscribe
            ? 'A membership, or a pack whenever you need one.'
            : 'You have a membership already; packs can be added at any time.'}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-3 sm:grid-cols-2">
          {packages.map((item) => (
            <PackageOption
              key={item.id}
              item={item}
              canBuy={canWrite && (item.kind === 'one_time' || canSubscribe)}
              onChoose={() => setChosen(item)}
            />
          ))}
        </ul>
      </CardContent>
      {chosen && <PaymentDialog item={chosen} onClose={() => setChosen(null)} />}
    </Card>
  )
})
