import type { Page } from '@playwright/test'
import { expect } from './e2e.ts'

/** Studio draws only the rows in sight: as many as a page of it can have. */
export const ALL_ROWS_IN_SIGHT = { width: 3200, height: 5000 }

type Edit = {
  /** Where Studio is. */
  url: string
  table: string
  /** Text that no other row has, such as an id. */
  row: string
  /** What stands in the cell, and in no other of its row. */
  from: string
  to: string
}

/** Changes a cell in Studio as a person does: looks for the row page by page, opens the cell, types, presses Enter. */
export async function editInStudio(studio: Page, { url, table, row, from, to }: Edit): Promise<void> {
  await studio.goto(url)
  await studio.getByRole('link', { name: table, exact: true }).click()
  await studio.getByRole('combobox').last().selectOption('100 rows')
  const position = studio.getByText(/^Page \d+ of \d+$/)
  const next = position.locator('xpath=following-sibling::button[1]')
  const firstRow = studio.getByRole('row').nth(1)
  const wanted = studio.getByRole('row').filter({ hasText: row })
  await expect(firstRow).toBeVisible()
  while ((await wanted.count()) === 0) {
    const before = (await firstRow.textContent()) ?? ''
    await next.click()
    await expect(firstRow).not.toHaveText(before)
  }
  await wanted.getByRole('gridcell', { name: from, exact: true }).dblclick()
  await studio.keyboard.press('ControlOrMeta+A')
  await studio.keyboard.type(to)
  await studio.keyboard.press('Enter')
}
