import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { RunningApp } from '../../tests/support/app.ts'
import { browserLaunchOptions } from '../../tests/support/browser.ts'
import { signUpPerson } from '../../tests/support/people.ts'
import { signIn } from '../../tests/support/sign-in.ts'

const BUILD_MANIFEST = fileURLToPath(new URL('../../.next/build-manifest.json', import.meta.url))

/** Gzip sizes in KB of the scripts that a first visit to a page loads, before anyone touches it. */
export type PageWeight = { path: string; totalKb: number; runtimeKb: number; ownKb: number }

/** `runtime` is React and Next.js, as the build names them; `own` is everything else. */
export async function measureWeight(app: RunningApp, paths: string[]): Promise<PageWeight[]> {
  const runtime = await runtimeFiles()
  const browser = await chromium.launch(await browserLaunchOptions())
  try {
    const weights: PageWeight[] = []
    for (const path of paths) weights.push(await weigh(browser, app, path, runtime))
    return weights
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

async function weigh(
  browser: Browser,
  app: RunningApp,
  path: string,
  runtime: string[],
): Promise<PageWeight> {
  const context = await browser.newContext({ baseURL: app.url })
  const page = await context.newPage()
  if (needsSession(path)) await signIn(page, await signUpPerson(app.status), path)
  // A fresh tab of the same session with an empty cache: what a first visit costs.
  const visit = await context.newPage()
  await (await context.newCDPSession(visit)).send('Network.setCacheDisabled', { cacheDisabled: true })
  const sizes = collectScripts(visit)
  await visit.goto(path, { waitUntil: 'networkidle' }).catch(() => visit.waitForLoadState('load'))
  const files = [...(await sizes())]
  await context.close()

  const sum = (wanted: (url: string) => boolean) =>
    files.filter(([url]) => wanted(url)).reduce((total, [, bytes]) => total + bytes, 0) / 1024
  const isRuntime = (url: string) => runtime.some((file) => url.includes(file))
  return { path, totalKb: sum(() => true), runtimeKb: sum(isRuntime), ownKb: sum((url) => !isRuntime(url)) }
}

function needsSession(path: string): boolean {
  return !['/', '/sign-in', '/sign-up'].includes(path)
}

function collectScripts(page: Page): () => Promise<Map<string, number>> {
  const bodies = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body())
  })
  return async () => {
    const sizes = new Map<string, number>()
    for (const [url, body] of bodies) sizes.set(url, gzipSync(await body).length)
    return sizes
  }
}
