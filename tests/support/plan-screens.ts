import type { Page } from '@playwright/test'
import { accessibilityFaults } from './accessibility.ts'
import { expect } from './e2e.ts'

/** Parts that the browser tests of plans share. */
type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

export async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value)
}

export function card(page: Page, name: string) {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: name })
}

export function history(page: Page) {
  return page.getByTestId('plan-history').getByRole('listitem')
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
}

export async function newPlan(
  sql: Sql,
  name = `Plan-${crypto.randomUUID()}`,
): Promise<{ id: string; name: string }> {
  const [plan] = await sql(
    `insert into public.plans (name, roi_percent, duration_days, min_amount, max_amount)
     values ($1, 2.5, 30, 100000, 5000000) returning id, name`,
    [name],
  )
  return plan as { id: string; name: string }
}

export async function invest(sql: Sql, userId: string, planId: string): Promise<void> {
  await sql('insert into public.user_plans (user_id, plan_id, amount) values ($1, $2, 200000)', [
    userId,
    planId,
  ])
}
