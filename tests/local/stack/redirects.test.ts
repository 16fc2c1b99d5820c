import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedRedirect } from '../../../supabase/local/api/redirects.ts'

const site = 'https://app.example/'
const additional = ['https://*.preview.example/**', 'http://localhost:3000/**', 'rowcast://open']

describe('where a mail may lead', () => {
  it.each([
    ['https://app.example/any/page?x=1'],
    ['https://pr-7.preview.example/credits'],
    ['http://localhost:3000/auth/callback?next=/x'],
    ['rowcast://open'],
  ])('lets %s pass', (url) => {
    expect(allowedRedirect(url, site, additional)).toBe(url)
  })

  it.each([
    ['another site', 'https://evil.example/'],
    ['a site that ends alike', 'https://evil-app.example/'],
    ['a host that begins alike', 'https://app.example.evil.example/'],
    ['a name before the host', 'https://app.example@evil.example/'],
    ['a dot inside a wildcard', 'https://a.b.preview.example/'],
    ['another scheme', 'javascript:alert(1)//https://app.example/'],
    ['another port', 'http://localhost:3001/'],
    ['no address', 'not a url'],
    ['nothing', null],
  ])('goes to the site instead of %s', (_case, url) => {
    expect(allowedRedirect(url, site, additional)).toBe(site)
  })

  it('never leaves the listed origins, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
        (url) => {
          const target = new URL(allowedRedirect(url, site, ['http://localhost:3000/**']))
          expect(['https://app.example', 'http://localhost:3000']).toContain(target.origin)
        },
      ),
    )
  })
})
