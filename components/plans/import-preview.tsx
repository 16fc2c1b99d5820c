import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'
import { formatCount, formatMoney } from '@/lib/format'
import type { ImportRow } from '@/lib/plans/csv'
import { ImportProblems } from './import-problems'
import { OfferBadge } from './offer-badge'

type Props = {
  name: string
  rows: ImportRow[]
  canWrite: boolean
  onStart: () => void
  onCancel: () => void
}

/** More rows than anyone reads before pressing a button. */
const SHOWN = 50

/** What an import would do: which rows become plans, and what is wrong with the others. */
export function ImportPreview({ name, rows, canWrite, onStart, onCancel }: Props) {
  const good = rows.filter(({ errors }) => errors.length === 0)
  const bad = rows.filter(({ errors }) => errors.length > 0)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Alert kind={bad.length === 0 ? 'success' : 'warning'} title={verdict(good.length, bad.length)}>
        <span className="wrap-anywhere">{name}</span>
      </Alert>
      <div className="flex flex-wrap gap-3">
        <Button disabled={!canWrite || good.length === 0} onClick={onStart}>
          {startLabel(good.length, bad.length)}
        </Button>
        <Button variant="outline" onClick={onCancel}>
          Choose another file
        </Button>
      </div>
      {bad.length > 0 && (
        <Card aria-labelledby="bad-rows-title">
          <CardHeader className="pb-3">
            <CardTitle id="bad-rows-title">Rows with mistakes</CardTitle>
          </CardHeader>
          <div className="border-t">
            <ImportProblems rows={bad} />
          </div>
        </Card>
      )}
      {good.length > 0 && (
        <Card aria-labelledby="good-rows-title" className="overflow-hidden">
          <CardHeader className="pb-3">
            <CardTitle id="good-rows-title">
              {good.length > SHOWN ? `The first ${SHOWN} new plans` : 'New plans'}
            </CardTitle>
          </CardHeader>
          <GoodRows rows={good.slice(0, SHOWN)} />
        </Card>
      )}
    </div>
  )
}

function GoodRows({ rows }: { rows: ImportRow[] }) {
  return (
    <Table label="New plans">
      <thead>
        <TableRow>
          <TableHead className="pr-0 sm:pr-0">Row</TableHead>
          <TableHead>Name</TableHead>
          <TableHead className="text-right">Return</TableHead>
          <TableHead className="text-right max-sm:hidden">Days</TableHead>
          <TableHead className="text-right max-md:hidden">Amounts</TableHead>
          <TableHead className="max-sm:hidden">Status</TableHead>
        </TableRow>
      </thead>
      <tbody>
        {rows.map(({ number, draft, columns }) => (
          <TableRow key={number}>
            <TableCell className="pr-0 text-muted-foreground tabular-nums sm:pr-0">{number}</TableCell>
            <TableCell className="w-full max-w-0 truncate font-medium">{draft.name}</TableCell>
            <TableCell className="whitespace-nowrap text-right tabular-nums">{draft.roiPercent} %</TableCell>
            <TableCell className="text-right tabular-nums max-sm:hidden">{draft.durationDays}</TableCell>
            <TableCell className="whitespace-nowrap text-right text-muted-foreground tabular-nums max-md:hidden">
              {amountsOf(columns)}
            </TableCell>
            <TableCell className="max-sm:hidden">
              <OfferBadge isActive={draft.isActive} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  )
}

function amountsOf(columns: ImportRow['columns']): string {
  const [low, high] = [Number(columns?.min_amount), Number(columns?.max_amount)]
  const currency = String(columns?.currency)
  return `${formatMoney(low, currency)} to ${formatMoney(high, currency)}`
}

function verdict(good: number, bad: number): string {
  if (bad === 0) return `${rowsInWords(good)} can be imported`
  if (good === 0) return 'No row can be imported as it is'
  return `${rowsInWords(good)} can be imported, ${formatCount(bad)} cannot`
}

function startLabel(good: number, bad: number): string {
  if (bad > 0) return `Import the ${formatCount(good)} good ${good === 1 ? 'row' : 'rows'}`
  return `Import all ${rowsInWords(good)}`
}

function rowsInWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`
}
