import { expect, test } from '../support/e2e.ts'

test('administrators at the desk see each other', async ({ newPerson, openAs }) => {
  const [asha, ben] = [await newPerson({ role: 'admin' }), await newPerson({ role: 'admin' })]
  const first = await openAs(asha, '/admin/credits')
  const second = await openAs(ben, '/admin/credits')
  for (const page of [first, second]) {
    const here = page.getByRole('list', { name: 'Here now' })
    await expect(here).toContainText(asha.displayName)
    await expect(here).toContainText(ben.displayName)
  }
  await second.context().close()
  await expect(first.getByRole('list', { name: 'Here now' })).not.toContainText(ben.displayName, {
    timeout: 15_000,
  })
})
