import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'

const BUILT_APP = fileURLToPath(new URL('../../.next/server/app', import.meta.url))
const MANIFEST = 'page_client-reference-manifest.js'

/** Of a page: the scripts that each file around it needs (layouts, error and other states), and its own. */
type Manifest = { entryJSFiles?: Record<string, string[]> }

/**
 * The scripts of the frame of every page, by its route: what its layouts and their states need. They come with any
 * page inside that frame, and are in the browser already when one goes from page to page.
 */
export function framesOfPages(): Map<string, Set<string>> {
  const frames = new Map<string, Set<string>>()
  for (const file of manifestsIn(BUILT_APP)) {
    for (const [entry, { entryJSFiles = {} }] of Object.entries(evaluate(file))) {
      const around = Object.entries(entryJSFiles).filter(([source]) => !source.endsWith('/page'))
      frames.set(routeOf(entry), new Set(around.flatMap(([, files]) => files)))
    }
  }
  return frames
}

function manifestsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return manifestsIn(path)
    return entry.name === MANIFEST ? [path] : []
  })
}

/** The build writes them as scripts that fill a global. */
function evaluate(file: string): Record<string, Manifest> {
  const scope: { __RSC_MANIFEST?: Record<string, Manifest> } = {}
  runInNewContext(readFileSync(file, 'utf8'), { globalThis: scope })
  return scope.__RSC_MANIFEST ?? {}
}

/** `/(app)/plans/[id]/page` is `/plans/[id]`: groups are no part of an address. */
function routeOf(entry: string): string {
  const segments = entry.split('/').filter((segment) => segment !== '' && !segment.startsWith('('))
  return `/${segments.slice(0, -1).join('/')}`
}
