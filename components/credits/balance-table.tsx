import { ChartTable } from '@/components/ui/charts/chart-table'
import { DateTime } from '@/components/ui/time'
import type { BalancePoint } from '@/lib/credits/ledger'
import { formatShortChange } from '@/lib/credits/words'
import { formatCount } from '@/lib/format'

/** What the chart of the balance shows, as a table. */
export function BalanceTable({ points }: { points: BalancePoint[] }) {
  const entries = points.flatMap(({ entry }) => entry ?? []).toReversed()
  return (
    <ChartTable
      label="Changes of the balance"
      columns={['Time', 'Change', 'Balance']}
      rows={entries.map(({ id, createdAt, delta, balanceAfter }) => ({
        key: id,
        cells: [
          <DateTime key="time" value={createdAt} />,
          formatShortChange(delta),
          formatCount(balanceAfter),
        ],
      }))}
    />
  )
}
