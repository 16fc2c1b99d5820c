import { request } from 'node:http'
import { expect, test } from '../support/e2e.ts'

/** A page of another site can resolve its own name to this machine; the browser then says that name as the host. */
test.describe('an app with demo accounts is for this machine', () => {
  for (const path of ['/', '/sign-in', '/shop', '/api/plans']) {
    test(`${path} is refused under the name of another site`, async ({ app }) => {
      const { port } = new URL(app.url)
      const refused = await ask(app.url, path, `evil.example:${port}`)
      expect(refused.status).toBe(403)
      expect(refused.body).not.toContain(app.status.publishable_key)
      expect((await ask(app.url, path, `127.0.0.1:${port}`)).status).toBe(200)
    })
  }
})

/** `fetch` sends no other Host than that of the address. */
function ask(url: string, path: string, host: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    request(new URL(path, url), { headers: { host } }, async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() })
    })
      .on('error', reject)
      .end()
  })
}
