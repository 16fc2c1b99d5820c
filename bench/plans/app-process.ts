import { startApp } from '../../tests/support/app.ts'
import { serveParent } from '../lib/child.ts'

/** The production build on a stack of its own, in processes of their own. */
const { stop, ...app } = await startApp()
serveParent(app, stop)
