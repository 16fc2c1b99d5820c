import type { Metadata } from 'next'
import { UnsubscribeForm } from '@/components/notices/unsubscribe-form'

export const metadata: Metadata = { title: 'Unsubscribe', robots: { index: false } }

export default async function UnsubscribePage({ params }: PageProps<'/unsubscribe/[token]'>) {
  const { token } = await params
  return (
    <div className="grid gap-7">
      <header className="grid gap-1.5">
        <h1 className="font-semibold text-2xl tracking-tight">Mails about your orders</h1>
        <p className="text-pretty text-muted-foreground">
          You get one at each step of an order. Your orders stay visible in Rowcast either way.
        </p>
      </header>
      <UnsubscribeForm token={token} />
    </div>
  )
}
