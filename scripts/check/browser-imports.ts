import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IModule } from 'dependency-cruiser'

/** Packages that no first paint needs; a form that does fetches them with `import()`. */
const HEAVY = /(^|\/)(zod|papaparse|sonner)(\/|$)/

const REMEDY =
  'light-pages: Schemas stay on the server, and what comes later is fetched by import() (decision 0431).'

/**
 * Ways by which a heavy package gets into what the browser loads first, as `client file → … → package`: static imports
 * from a file that begins with 'use client'. A server action is the end of a way, for its code stays on the server.
 */
export function heavyBrowserImports(root: string, modules: IModule[]): string[] {
  const bySource = new Map(modules.map((module) => [module.source, module]))
  const isClient = (path: string) => beginsWith(root, path, 'use client')
  const late = new Set(modules.flatMap((module) => dynamicImportsOf(module)))
  return modules
    .filter(({ source }) => /^(app|components|lib)\//.test(source) && isClient(source) && !late.has(source))
    .flatMap(({ source }) => {
      const way = wayToHeavy(source, (path) =>
        beginsWith(root, path, 'use server') ? [] : staticImportsOf(bySource.get(path)),
      )
      return way === null ? [] : [`${way.join(' → ')}\n    ${REMEDY}`]
    })
}

function wayToHeavy(start: string, importsOf: (path: string) => string[]): string[] | null {
  const cameFrom = new Map<string, string | null>([[start, null]])
  for (const path of cameFrom.keys()) {
    if (HEAVY.test(path)) return wayBack(path, cameFrom)
    for (const next of importsOf(path)) if (!cameFrom.has(next)) cameFrom.set(next, path)
  }
  return null
}

function wayBack(end: string, cameFrom: Map<string, string | null>): string[] {
  const before = cameFrom.get(end) ?? null
  return before === null ? [end] : [...wayBack(before, cameFrom), end]
}

function staticImportsOf(module: IModule | undefined): string[] {
  return (module?.dependencies ?? [])
    .filter(({ dynamic, dependencyTypes }) => !dynamic && !dependencyTypes.includes('type-only'))
    .map(({ resolved }) => resolved)
}

function dynamicImportsOf({ dependencies }: IModule): string[] {
  return dependencies.filter(({ dynamic }) => dynamic).map(({ resolved }) => resolved)
}

function beginsWith(root: string, path: string, directive: string): boolean {
  if (!/^(app|components|lib)\//.test(path)) return false
  return new RegExp(`^(\\s|//.*\\n|/\\*[\\s\\S]*?\\*/)*'${directive}'`).test(
    readFileSync(join(root, path), 'utf8'),
  )
}
