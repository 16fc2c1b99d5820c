import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

type Rule = { applies: (path: string) => boolean; holds: (source: string) => boolean; message: string }

const PRODUCT = '{app,components,lib}/**/*.{ts,tsx}'

const RULES: Rule[] = [
  {
    applies: (path) => /\.server\.tsx?$/.test(path),
    holds: (source) => /^import 'server-only'$/m.test(source),
    message: "a *.server file imports 'server-only'",
  },
  {
    applies: (path) => basename(path) === 'actions.ts',
    holds: (source) => firstStatement(source) === "'use server'",
    message: "actions.ts begins with 'use server'",
  },
  {
    applies: (path) => basename(path) !== 'actions.ts',
    holds: (source) => !/^\s*'use server'/m.test(source),
    message: "only actions.ts says 'use server': a server function elsewhere is easy to overlook",
  },
  {
    applies: (path) => /(^|\/)use-[^/]+\.tsx?$|\.client\.tsx?$/.test(path),
    holds: (source) => firstStatement(source) === "'use client'",
    message: "hooks (use-*) and *.client files begin with 'use client'",
  },
  {
    applies: (path) => !/^lib\/env[^/]*\.ts$/.test(path),
    holds: (source) => !/\bprocess\.env\b(?!\.NODE_ENV\b)/.test(source),
    message: 'only lib/env*.ts reads process.env: settings are checked in one place',
  },
]

/** Files whose name says where they run and whose first line says something else, as `file: what should hold`. */
export function directiveViolations(root: string): string[] {
  const paths = globSync([PRODUCT, 'proxy.ts'], { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return paths.sort().flatMap((path) => {
    const source = readFileSync(join(root, path), 'utf8')
    const broken = RULES.filter((rule) => rule.applies(path) && !rule.holds(source))
    return broken.map((rule) => `${path}: ${rule.message}`)
  })
}

function firstStatement(source: string): string | undefined {
  const withoutComments = source.replace(/^(\s*(\/\*[\s\S]*?\*\/|\/\/.*))+/, '')
  return withoutComments.trimStart().split(/[\n;]/, 1)[0]?.trim()
}
