import { Disclosure } from '@/components/ui/disclosure'
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'
import { DateTime } from '@/components/ui/time'
import type { BalancePoint } from '@/lib/credits/ledger'
import { formatShortChange } from '@/lib/credits/words'
import { formatCount } from '@/lib/format'

/** What the chart shows, for those who would rather read it. */
export function BalanceTable({ points }: { points: BalancePoint[] }) {
  return (
    <Disclosure label="Show as a table">
      <div className="max-h-80 overflow-y-auto rounded-lg border">
        <Table label="Changes of the balance">
          <thead>
            <TableRow>
              <TableHead>Time</TableHead>
              <TableHead className="text-right">Change</TableHead>
              <TableHead className="text-right">Balance</TableHead>
            </TableRow>
          </thead>
          <tbody>
            {points
              .flatMap(({ entry }) => entry ?? [])
              .toReversed()
              .map((entry) => (
                <TableRow key={entry.id}>
                  <TableCell>
                    <DateTime value={entry.createdAt} />
                  </TableCell>
                  <TableCell className="text-right tabular-nums">{formatShortChange(entry.delta)}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatCount(entry.balanceAfter)}</TableCell>
                </TableRow>
              ))}
          </tbody>
        </Table>
      </div>
    </Disclosure>
  )
}
