'use client'

import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { downloadText } from '@/components/ui/download'
import { notify } from '@/components/ui/notify'
import { ProgressBar } from '@/components/ui/progress-bar'
import { formatCount } from '@/lib/format'
import type { DeskArgs } from '@/lib/orders/inputs'
import { useOrderExport } from '@/lib/orders/use-order-export'

type Props = { args: DeskArgs; total: number }

/** All orders that the table finds, on all its pages, as a CSV file. */
export function ExportButton({ args, total }: Props) {
  const { readCount, error, collect, stop } = useOrderExport()

  async function save() {
    const orders = await collect(args)
    if (orders === null) return
    // What writes files comes when one is asked for.
    const { ordersCsv } = await import('@/lib/orders/export')
    downloadText(`orders-${new Date().toISOString().slice(0, 10)}.csv`, ordersCsv(orders))
    notify.success(`${formatCount(orders.length)} orders saved as a file`)
  }

  if (readCount !== null) {
    return (
      <div className="flex items-center gap-3">
        <div className="grid w-36 gap-1.5">
          <span className="text-muted-foreground text-xs tabular-nums">
            {formatCount(readCount)} of {formatCount(Math.max(total, readCount))} read
          </span>
          <ProgressBar label="Orders read" done={readCount} total={Math.max(total, readCount)} />
        </div>
        <Button variant="outline" onClick={stop}>
          Stop
        </Button>
      </div>
    )
  }
  return (
    <>
      <Button variant="outline" onClick={save} disabled={total === 0}>
        <Download aria-hidden />
        CSV
      </Button>
      {error && (
        <p role="alert" className="basis-full text-destructive text-sm">
          {error.message}
        </p>
      )}
    </>
  )
}
