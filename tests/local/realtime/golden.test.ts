/** Frames recorded from Supabase Realtime v2.129.8 with PostgreSQL 17: the same must come from here. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { goldenFiles, goldenSchema, readGolden, replay } from './support/golden.ts'
import { edited } from './support/golden-edits.ts'
import { Labels, normalise } from './support/normalise.ts'
import { startTestServer, type TestServer } from './support/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await server.admin.query(goldenSchema())
  await server.restart()
})

afterAll(() => server.stop())

beforeEach(async () => {
  await server.admin.query(
    'truncate todos, nofull, types_t, hidden_t, compos, nopk, fullid, fullrls, colgrant restart identity',
  )
})

for (const version of ['v1', 'v2'] as const) {
  describe(`protocol ${version === 'v1' ? '1.0.0' : '2.0.0'}`, () => {
    test.for(goldenFiles(version))('%s', async (file) => {
      const lines = edited(version, file, readGolden(`${version}/${file}`))
      const { expected, actual, facts } = await replay(server, lines)
      for (const fact of facts) expect({ [fact.what]: fact.actual }).toEqual({ [fact.what]: fact.expected })
      for (const [conn, frames] of expected) {
        const [ours, theirs] = [new Labels(), new Labels()]
        const got = (actual.get(conn) ?? []).map((frame) => normalise(frame, ours))
        expect(got, conn).toEqual(frames.map((frame) => normalise(frame, theirs)))
      }
      if (file.includes('server-shutdown')) await server.restart()
    })
  })
}
