import { PackageOpen, SearchX } from 'lucide-react'
import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { deskPath, EVERY_ORDER } from '@/lib/orders/desk-path'
import type { DeskArgs } from '@/lib/orders/inputs'

/** Why there is nothing in the table, and the way out. */
export function DeskEmpty({ args }: { args: DeskArgs }) {
  const isFiltered = args.search !== '' || args.status !== null || args.payment !== null || args.page > 1
  if (!isFiltered) {
    return (
      <EmptyState icon={PackageOpen} title="No order yet">
        The first one will appear here by itself.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={SearchX}
      title="No order here"
      action={
        <Link href={deskPath(EVERY_ORDER)} className={buttonVariants({ variant: 'outline' })}>
          Show all orders
        </Link>
      }
    >
      {args.search === '' ? 'None is in this state right now.' : `Nothing contains “${args.search}”.`}
    </EmptyState>
  )
}
