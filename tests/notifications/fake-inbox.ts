import type { Inbox, Notification } from '@/lib/notifications/schema'
import { fail, ok, type Result } from '@/lib/result'
import type { FakeRealtime } from '../support/fake-socket'
import { aNotification, READER } from './models'

/** An inbox in memory, behind the actions' own signatures; the wire tells of its changes. */
export type FakeInbox = {
  arrive: (fields?: Partial<Notification>) => Notification
  isDown: boolean
  reads: number
}

let served: FakeInbox & { all: Notification[]; tell: () => void }

export function serveInbox(realtime: FakeRealtime, unread = 0): FakeInbox {
  const tell = () =>
    realtime.emit({
      table: 'notifications',
      type: 'UPDATE',
      record: { user_id: READER },
      commitAt: new Date().toISOString(),
    })
  served = {
    all: Array.from({ length: unread }, (_, index) => aNotification({ title: `Old ${index + 1}` })),
    isDown: false,
    reads: 0,
    tell,
    arrive(fields) {
      const notification = aNotification({ createdAt: new Date().toISOString(), ...fields })
      served.all.unshift(notification)
      tell()
      return notification
    },
  }
  return served
}

/** In place of `lib/notifications/actions`. */
export async function getInbox(): Promise<Result<Inbox>> {
  served.reads += 1
  if (served.isDown) return fail('unavailable', 'The service does not answer right now.')
  const unread = served.all.filter(({ readAt }) => readAt === null).length
  const notifications = served.all.slice(0, 20)
  return ok({ notifications, unread, hasMore: served.all.length > 20 }, new Date().toISOString())
}

export async function markNotificationRead({ id }: { id: string }): Promise<Result<null>> {
  return mark((notification) => notification.id === id)
}

export async function markAllNotificationsRead(): Promise<Result<null>> {
  return mark(() => true)
}

function mark(isMeant: (notification: Notification) => boolean): Result<null> {
  if (served.isDown) return fail('unavailable', 'The service does not answer right now.')
  const readAt = new Date().toISOString()
  served.all = served.all.map((item) => (isMeant(item) && item.readAt === null ? { ...item, readAt } : item))
  served.tell()
  return ok(null)
}
