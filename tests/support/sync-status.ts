import type { Locator, Page } from '@playwright/test'

/** The badge that says whether the page is current. */
export function syncStatus(page: Page): Locator {
  return page.getByRole('status').filter({ hasText: 'Sync status' })
}

/** Waits until changes flow to this page. */
export async function untilLive(page: Page): Promise<void> {
  await syncStatus(page).filter({ hasText: 'Live' }).waitFor()
}
