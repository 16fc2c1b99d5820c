import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import type { RunningApp } from '../../tests/support/app.ts'
import { browserLaunchOptions } from '../../tests/support/browser.ts'
import { framesOfPages } from './frames.ts'
import { type AppPage, allPages } from './pages.ts'

const BUILD_MANIFEST = fileURLToPath(new URL('../../.next/build-manifest.json', import.meta.url))

/** Gzip sizes in KB of the scripts that a first visit to a page loads, before anyone touches it. */
export type PageWeight = {
  route: string
  /** What the document itself names: loaded for the first paint and hydration. */
  first: Parts
  /** What scripts load afterwards, until the page is quiet. */
  later: Parts
}

/** `shared`: what the frame around the page needs, and what comes later to every page with live views; `own`: all else. */
export type Parts = { sharedKb: number; ownKb: number }

export type Weights = {
  /** React and Next.js, the same for every page. */
  runtimeKb: number
  pages: PageWeight[]
  /** Routes that no link led to. */
  unreached: string[]
}

type Script = { bytes: number; isFirst: boolean }
type Visit = { route: string; scripts: Map<string, Script> }

/** Weighs every page of the app. The runtime is what the build names as such, and counted apart. */
export async function measureWeight(app: RunningApp): Promise<Weights> {
  const runtime = await runtimeFiles()
  const browser = await chromium.launch(await browserLaunchOptions())
  try {
    const pages = await allPages(app, browser)
    const visits: Visit[] = []
    for (const page of pages) {
      if (page.address !== null) visits.push({ route: page.route, scripts: await visit(page) })
    }
    const isRuntime = (url: string) => runtime.some((file) => url.includes(file))
    const frames = framesOfPages()
    const isEverywhere = inAllLivePages(visits)
    return {
      runtimeKb: kb(visits[0]?.scripts ?? new Map(), isRuntime),
      pages: visits.map(({ route, scripts }) => {
        const frame = [...(frames.get(route) ?? [])]
        const isShared = (url: string, { isFirst }: Script) =>
          isFirst ? frame.some((file) => url.includes(file)) : isEverywhere(url)
        const parts = (isFirst: boolean): Parts => {
          const isWanted = (url: string, script: Script) => script.isFirst === isFirst && !isRuntime(url)
          return {
            sharedKb: kb(scripts, (url, script) => isWanted(url, script) && isShared(url, script)),
            ownKb: kb(scripts, (url, script) => isWanted(url, script) && !isShared(url, script)),
          }
        }
        return { route, first: parts(true), later: parts(false) }
      }),
      unreached: pages.flatMap(({ route, address }) => (address === null ? [route] : [])),
    }
  } finally {
    await browser.close()
  }
}

async function runtimeFiles(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(BUILD_MANIFEST, 'utf8')) as {
    rootMainFiles: string[]
    polyfillFiles: string[]
  }
  return [...manifest.rootMainFiles, ...manifest.polyfillFiles]
}

/** A fresh tab with an empty cache: what a first visit costs. */
async function visit({ context, address }: AppPage): Promise<Map<string, Script>> {
  const page = await context.newPage()
  await (await context.newCDPSession(page)).send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = collectScripts(page)
  await page.goto(address ?? '/', { waitUntil: 'networkidle' }).catch(() => page.waitForLoadState('load'))
  const html = (await (await context.request.get(address ?? '/')).text()) ?? ''
  const found = new Map<string, Script>()
  for (const [url, body] of scripts) {
    found.set(url, { bytes: gzipSync(await body).length, isFirst: html.includes(new URL(url).pathname) })
  }
  await page.close()
  return found
}

function collectScripts(page: Page): Map<string, Promise<Buffer>> {
  const bodies = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body())
  })
  return bodies
}

/** Pages with live views are those that load the heaviest script that comes after the first paint: the Supabase client. */
function inAllLivePages(visits: Visit[]): (url: string) => boolean {
  const later = visits.flatMap(({ scripts }) => [...scripts].filter(([, { isFirst }]) => !isFirst))
  const [heaviest] = later.toSorted(([, a], [, b]) => b.bytes - a.bytes)
  const livePages = visits.filter(({ scripts }) => heaviest !== undefined && scripts.has(heaviest[0]))
  return (url) => livePages.length > 1 && livePages.every(({ scripts }) => scripts.has(url))
}

function kb(scripts: Map<string, Script>, isWanted: (url: string, script: Script) => boolean): number {
  let bytes = 0
  for (const [url, script] of scripts) if (isWanted(url, script)) bytes += script.bytes
  return bytes / 1024
}
