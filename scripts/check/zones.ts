import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { IRegularForbiddenRuleType } from 'dependency-cruiser'

/** Parts of `lib/` that every domain builds on; each other folder in `lib/` is a domain. */
const CORE = ['realtime', 'action', 'auth', 'supabase']
/** Parts of `components/` that are no domain: primitives, the realtime parts, and the frame around all pages. */
const SHARED_COMPONENTS = ['ui', 'realtime', 'shell']
/** The only folders of the app that may hold the key that passes every row policy. */
const SERVICE_ROLE_USERS =
  '^((app/api/webhooks|tests|scripts|bench)/|lib/orders/payments/attach\\.server\\.ts$)'

/** A rule as dependency-cruiser takes it, with a sentence that says what to do instead. */
export type Zone = IRegularForbiddenRuleType & { name: string; comment: string; severity: 'error' }

/** Who may import whom, computed from the folders that exist: a new domain is walled in from its first file. */
export function zones(root: string): Zone[] {
  const domains = folders(join(root, 'lib')).filter((name) => !CORE.includes(name))
  const componentDomains = folders(join(root, 'components')).filter(
    (name) => !SHARED_COMPONENTS.includes(name),
  )
  return [
    ...everywhere(),
    ...app(),
    ...sharedComponents(),
    ...componentDomains.flatMap((name) => componentsOf(name)),
    ...core(),
    ...domains.flatMap((name) => libOf(name)),
    ...embeddedStack(),
  ]
}

function folders(dir: string): string[] {
  if (!existsSync(dir)) return []
  const entries = readdirSync(dir, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}

function rule(name: string, comment: string, from: Zone['from'], to: Zone['to']): Zone {
  return { name, comment, severity: 'error', from, to }
}

function everywhere(): Zone[] {
  return [
    rule(
      'no-cycles',
      'Move what both need into a third file. (Types may refer to each other.)',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'resolvable',
      'The import names a file or package that is not there.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-tests-in-product',
      'The product never imports its tests, scripts or benches.',
      { path: '^(app|components|lib|supabase)/|^proxy' },
      { path: '^(tests|bench|scripts)/' },
    ),
    rule(
      'service-role',
      'Read and write as the user. Only webhooks, the start of a payment, tests and scripts may pass the row policies.',
      { pathNot: SERVICE_ROLE_USERS },
      { path: '^lib/supabase/db\\.admin\\.server' },
    ),
    rule(
      'no-dev-dependencies',
      'Move the package to "dependencies": the product needs it at run time.',
      { path: '^(app|components|lib|supabase/local)/|^proxy' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '/@types/' },
    ),
  ]
}

function app(): Zone[] {
  return [
    rule(
      'app-composes',
      'A page composes: it takes the session, the first read and the providers, and leaves the rest to lib/.',
      { path: '^app/', pathNot: '^app/api/|/route\\.ts$' },
      {
        path: `^lib/(${CORE.join('|')})/`,
        pathNot:
          '^lib/realtime/(provider\\.client|live-query|use-)|^lib/auth/|^lib/supabase/(db\\.server|settings)|^lib/realtime/.*\\.server',
      },
    ),
    rule(
      'nobody-imports-app',
      'Routes are the outermost layer.',
      { path: '^(components|lib|supabase)/' },
      { path: '^app/' },
    ),
  ]
}

function sharedComponents(): Zone[] {
  return [
    rule(
      'ui-knows-no-domain',
      'A primitive takes what it shows as props.',
      { path: '^components/ui/' },
      { path: '^(lib|components/(?!ui/))', pathNot: '^lib/format' },
    ),
    rule(
      'realtime-components',
      'They show the state of the core and know no domain.',
      { path: '^components/realtime/' },
      { path: '^(lib/(?!realtime/|result)|components/(?!ui/|realtime/))' },
    ),
  ]
}

function componentsOf(name: string): Zone[] {
  const from = { path: `^components/${name}/` }
  return [
    rule(
      `components-${name}-own-components`,
      'A domain shows itself: another domain is composed in app/.',
      from,
      { path: '^components/', pathNot: `^components/(${name}|ui|realtime)/` },
    ),
    rule(
      `components-${name}-lib`,
      'Components use the hooks, actions, schema and rules of their own domain, and hooks of the core.',
      from,
      {
        path: '^lib/.+/',
        pathNot: `^lib/${name}/|^lib/(${CORE.join('|')})/(use-|form|live-query|roles|provider\\.client)`,
      },
    ),
    rule(`components-${name}-no-server`, 'Server code stays on the server: call an action.', from, {
      path: '\\.server\\.tsx?$',
    }),
  ]
}

function core(): Zone[] {
  return [
    rule(
      'realtime-core',
      'The core knows Result and the browser client, and no domain.',
      { path: '^lib/realtime/' },
      {
        path: '^(lib/|components/)',
        pathNot:
          '^lib/realtime/|^lib/result|^lib/supabase/(db\\.(client|server)|database\\.types)|^lib/auth/session\\.server',
      },
    ),
    rule(
      'core-knows-no-domain',
      'What every domain builds on must not lean on one of them.',
      { path: `^lib/(${CORE.join('|')})/|^lib/[^/]+$` },
      { path: '^(lib/.+/|components/)', pathNot: `^lib/(${CORE.join('|')})/` },
    ),
  ]
}

function libOf(name: string): Zone[] {
  const from = { path: `^lib/${name}/` }
  return [
    rule(`lib-${name}-no-components`, 'Logic does not know how it looks.', from, { path: '^components/' }),
    rule(`lib-${name}-own-domain`, 'Pass ids instead of importing another domain.', from, {
      path: '^lib/.+/',
      pathNot: `^lib/(${name}|${CORE.join('|')})/`,
    }),
    rule(
      `lib-${name}-server`,
      'Only actions and server files may import *.server files.',
      { path: `^lib/${name}/`, pathNot: '(^|/)actions\\.ts$|\\.server\\.tsx?$' },
      { path: '\\.server\\.tsx?$', dependencyTypesNot: ['type-only'] },
    ),
  ]
}

function embeddedStack(): Zone[] {
  return [
    rule(
      'stack-stands-alone',
      'The embedded stack must work for any app: it imports nothing of this one.',
      { path: '^supabase/' },
      { path: '^(app|components|lib)/' },
    ),
    rule(
      'app-ignores-the-stack',
      'The app must not know which backend it talks to.',
      { path: '^(app|components|lib)/|^proxy' },
      { path: '^supabase/' },
    ),
  ]
}
