'use client'

import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableCell, TableHead, TableRow } from '@/components/ui/table'
import type { ChannelInspection, ViewInspection } from '@/lib/realtime/inspect'
import { useRealtimeInspector } from '@/lib/realtime/use-realtime-inspector'
import { InspectorEvents } from './inspector-events'
import { LatencyHistogram } from './latency-histogram'
import { SYNC_WORDS } from './sync-words'

/** What the live client of this tab is doing: channels, views, the last events, and how long they took. */
export function LiveInspector() {
  const { channels, views, events, latency, clock, socket } = useRealtimeInspector()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Card>
        <CardHeader>
          <CardTitle>From commit to screen</CardTitle>
          <CardDescription>
            Each change heard since this was opened, from the commit in Postgres until it was painted here.
          </CardDescription>
        </CardHeader>
        <CardContent>
          <LatencyHistogram latency={latency} clock={clock} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Channels and views</CardTitle>
          <CardDescription>{socketInWords(socket.state)}</CardDescription>
        </CardHeader>
        <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4 px-0 pb-2 sm:px-0 sm:pb-2">
          <Channels channels={channels} />
          <Views views={views} />
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Last events</CardTitle>
          <CardDescription>
            Newest first. An event says that rows are stale; the data comes from a read.
          </CardDescription>
        </CardHeader>
        <CardContent className="px-0 pb-2 sm:px-0 sm:pb-2">
          <InspectorEvents events={events} />
        </CardContent>
      </Card>
    </div>
  )
}

function Channels({ channels }: { channels: ChannelInspection[] }) {
  return (
    <Table label="Channels" className="table-fixed">
      <thead>
        <TableRow>
          <TableHead>Channel</TableHead>
          <TableHead className="w-28 text-right">Subscribers</TableHead>
          <TableHead className="w-28 sm:w-36">Status</TableHead>
        </TableRow>
      </thead>
      <tbody>
        {channels.map(({ watch, subscribers, state }) => (
          <TableRow key={`${watch.table} ${watch.filter}`}>
            <TableCell>
              <span className="font-medium">{watch.table}</span>
              <span className="block break-all text-muted-foreground text-xs">{watch.filter}</span>
            </TableCell>
            <TableCell className="text-right tabular-nums">{subscribers}</TableCell>
            <TableCell>
              <ChannelState state={state} />
            </TableCell>
          </TableRow>
        ))}
        {channels.length === 0 && <Nothing columns={3}>Nothing is watched.</Nothing>}
      </tbody>
    </Table>
  )
}

function ChannelState({ state }: Pick<ChannelInspection, 'state'>) {
  if (state === 'live') return <Badge variant="success">Live</Badge>
  if (state === null) return <Badge>Joining…</Badge>
  return (
    <>
      <Badge variant="destructive">Down</Badge>
      <span className="mt-1 block text-muted-foreground text-xs">{state.detail ?? state.message}</span>
    </>
  )
}

function Views({ views }: { views: ViewInspection[] }) {
  return (
    <Table label="Views" className="table-fixed">
      <thead>
        <TableRow>
          <TableHead>View</TableHead>
          <TableHead className="w-28 text-right">Shown by</TableHead>
          <TableHead className="w-28 sm:w-36">Status</TableHead>
        </TableRow>
      </thead>
      <tbody>
        {views.map(({ key, subscribers, status }) => (
          <TableRow key={key}>
            <TableCell>
              <span className="font-medium">{key.slice(0, key.indexOf(':'))}</span>
              <span className="block break-all text-muted-foreground text-xs">
                {key.slice(key.indexOf(':') + 1)}
              </span>
            </TableCell>
            <TableCell className="text-right tabular-nums">{subscribers}</TableCell>
            <TableCell>{SYNC_WORDS[status].label}</TableCell>
          </TableRow>
        ))}
        {views.length === 0 && <Nothing columns={3}>Nothing live is on screen.</Nothing>}
      </tbody>
    </Table>
  )
}

function Nothing({ columns, children }: { columns: number; children: string }) {
  return (
    <TableRow>
      <TableCell colSpan={columns} className="text-muted-foreground">
        {children}
      </TableCell>
    </TableRow>
  )
}

function socketInWords(state: string): string {
  if (state === 'none') return 'This tab has no socket of its own.'
  return `The one socket of this tab is ${state}.`
}
