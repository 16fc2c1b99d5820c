import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { APIRequestContext } from '@playwright/test'

const MANIFEST = fileURLToPath(new URL('../../.next/server/server-reference-manifest.json', import.meta.url))

/** A server action of the build under test, with a page that has it. */
export type ExposedAction = { id: string; name: string; path: string }

/** The actions of a file, such as `lib/plans/actions.ts`, that the build exposes. */
export function exposedActions(file: string): ExposedAction[] {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>
  }
  return Object.entries(manifest.node)
    .filter(([, { filename }]) => filename === file)
    .map(([id, { exportedName, workers }]) => ({
      id,
      name: exportedName,
      path: pageOf(Object.keys(workers)),
    }))
}

/** Calls an action past the pages, as whoever the client is signed in as; what came back, as text. */
export async function callAction(
  client: APIRequestContext,
  action: ExposedAction,
  input: unknown,
): Promise<string> {
  const response = await client.post(action.path, {
    headers: {
      'next-action': action.id,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
    },
    data: JSON.stringify(input === undefined ? [] : [input]),
  })
  return response.text()
}

/** The address of a page: groups are no part of it, and any id will do. */
function pageOf(workers: string[]): string {
  const worker = workers.find((name) => !name.includes('[')) ?? workers[0] ?? ''
  const segments = worker.split('/').slice(1, -1)
  return `/${segments
    .filter((segment) => !segment.startsWith('('))
    .join('/')
    .replace(/\[\w+\]/, randomUUID())}`
}
