import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'
import type { RecordedEvent } from '@/lib/realtime/recorder'

const MOST_ROWS = 20

/** The last events with their times; what is not on screen yet has a dash. */
export function InspectorEvents({ events }: { events: RecordedEvent[] }) {
  return (
    <Table label="Last events">
      <thead>
        <TableRow>
          <TableHead>Table</TableHead>
          <TableHead>Committed</TableHead>
          <TableHead className="text-right">Commit → event</TableHead>
          <TableHead className="text-right">Event → screen</TableHead>
          <TableHead className="text-right">Commit → screen</TableHead>
        </TableRow>
      </thead>
      <tbody>
        {events.slice(0, MOST_ROWS).map((event) => (
          <TableRow key={event.id}>
            <TableCell className="font-medium">{event.watch.table}</TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">{clockTime(event.commitAt)}</TableCell>
            <Duration ms={event.commitToEventMs} />
            <Duration ms={event.shownAt === null ? null : Math.max(0, event.shownAt - event.heardAt)} />
            <Duration ms={event.commitToScreenMs} />
          </TableRow>
        ))}
        {events.length === 0 && (
          <TableRow>
            <TableCell colSpan={5} className="text-muted-foreground">
              Nothing was heard yet. Change a row, here or in psql.
            </TableCell>
          </TableRow>
        )}
      </tbody>
    </Table>
  )
}

function Duration({ ms }: { ms: number | null }) {
  return (
    <TableCell className="whitespace-nowrap text-right tabular-nums">
      {ms === null ? '–' : `${Math.round(ms)} ms`}
    </TableCell>
  )
}

function clockTime(instant: string | null): string {
  if (instant === null) return '–'
  const date = new Date(instant)
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`
}
