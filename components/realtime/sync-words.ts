import { CloudOff, LoaderCircle, type LucideIcon, Radio, RefreshCw, Timer } from 'lucide-react'
import type { SyncStatus } from '@/lib/realtime/sync-status'

type Words = { label: string; meaning: string; icon: LucideIcon; isSpinning?: boolean; className: string }

/** How each status looks and what it means to a person. */
export const SYNC_WORDS: Record<SyncStatus, Words> = {
  initializing: {
    label: 'Initializing',
    meaning: 'Connecting to the database.',
    icon: LoaderCircle,
    isSpinning: true,
    className: 'bg-secondary text-secondary-foreground',
  },
  live: {
    label: 'Live',
    meaning: 'Changes appear here the moment they are made.',
    icon: Radio,
    className: 'bg-success/12 text-success',
  },
  syncing: {
    label: 'Syncing…',
    meaning: 'Reading the latest data.',
    icon: RefreshCw,
    isSpinning: true,
    className: 'bg-info/12 text-info',
  },
  polling: {
    label: 'Polling',
    meaning: 'Not connected: looking for changes every 5 seconds.',
    icon: Timer,
    className: 'bg-warning/12 text-warning',
  },
  offline: {
    label: 'Offline',
    meaning: 'This is the last known data.',
    icon: CloudOff,
    className: 'bg-destructive/12 text-destructive',
  },
}
