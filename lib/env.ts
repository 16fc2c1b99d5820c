/** What a browser may know. It arrives with the page, not with the build. */
export type PublicSettings = { supabaseUrl: string; publishableKey: string }

/** The id of the JSON script element by which the root layout hands the settings over. */
export const SETTINGS_ELEMENT_ID = 'rowcast-settings'

/**
 * Reads the settings out of the page. Browser only: on the server use `publicSettings()` of `env.server.ts`.
 * @throws Error when the page was not rendered by the root layout.
 */
export function readPublicSettings(): PublicSettings {
  const text = document.getElementById(SETTINGS_ELEMENT_ID)?.textContent
  if (!text) throw new Error(`The page has no element #${SETTINGS_ELEMENT_ID}.`)
  return JSON.parse(text) as PublicSettings
}
