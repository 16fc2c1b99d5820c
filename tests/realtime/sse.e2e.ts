import { expect, test } from '../support/e2e.ts'

const ADD = "update public.user_credits set credits = credits + $2 where user_id = $1 and status = 'active'"

test('an event stream over HTTP follows a change by SQL', async ({ app, newPerson, sql }) => {
  const person = await newPerson({ credits: 10 })
  const gone = new AbortController()
  const response = await fetch(`${app.url}/api/credits/subscribe`, {
    headers: { authorization: `Bearer ${person.accessToken}` },
    signal: gone.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const reading = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(
      new WritableStream({
        write(chunk) {
          text += chunk
        },
      }),
    )
    .catch(() => undefined)
  await expect.poll(() => text).toContain('event: CONNECTED')
  await sql(ADD, [person.id, 5])
  await expect.poll(() => text).toMatch(/event: BALANCE_CHANGED\nid: \d+\ndata: {"credits":15,"delta":5,/)
  gone.abort()
  await reading
})

test('a browser reads the stream with its cookie, and a visitor is refused', async ({
  newPerson,
  openAs,
  request,
}) => {
  const page = await openAs(await newPerson({ credits: 10 }), '/credits')
  const credits = page.evaluate(
    () =>
      new Promise((resolve) => {
        const source = new EventSource('/api/credits/subscribe')
        source.addEventListener('CONNECTED', (event) => {
          source.close()
          resolve(JSON.parse(event.data).credits)
        })
      }),
  )
  expect(await credits).toBe(10)
  const refused = await request.get('/api/credits/subscribe')
  expect(refused.status()).toBe(401)
  expect(refused.headers()['content-type']).toBe('application/problem+json')
})
