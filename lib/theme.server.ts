import 'server-only'
import { cookies } from 'next/headers'
import { parseTheme, THEME_COOKIE, type Theme } from './theme'

/** The theme that this browser has chosen. */
export async function requestTheme(): Promise<Theme> {
  return parseTheme((await cookies()).get(THEME_COOKIE)?.value)
}
