import 'server-only'
import { type WithAsOf, withAsOf } from '@/lib/action/as-of'
import type { Db } from '@/lib/supabase/db.server'
import { toAppError } from '@/lib/supabase/errors'
import { deskRow, type NoticeDesk, type NoticeSettings, settingsRow } from './schema'

/** What the caller wants to be told of, and in which browsers. @throws AppError */
export async function readNoticeSettings(db: Db): Promise<WithAsOf<NoticeSettings>> {
  const { data, error } = await db.rpc('get_notice_settings')
  if (error) throw toAppError(error)
  const { order_emails, devices, as_of } = settingsRow.parse(data)
  return withAsOf({ orderEmails: order_emails, devices }, as_of)
}

/** What has been sent lately and what waits, for administrators. @throws AppError */
export async function readNoticeDesk(db: Db): Promise<WithAsOf<NoticeDesk>> {
  const { data, error } = await db.rpc('get_notice_desk')
  if (error) throw toAppError(error)
  const { as_of, ...desk } = deskRow.parse(data)
  return withAsOf(desk, as_of)
}
