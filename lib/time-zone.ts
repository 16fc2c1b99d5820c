/** Where the shop is until its operator says otherwise (`SHOP_TIME_ZONE`). */
export const DEFAULT_SHOP_TIME_ZONE = 'Asia/Kolkata'

/** Whether `name` is an IANA name of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
