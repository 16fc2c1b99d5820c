import { startPrivateStack } from '../../tests/support/stack.ts'
import { serveParent } from './child.ts'

/** The embedded stack with the demo accounts, in a process of its own. */
const stack = await startPrivateStack({ demo: true })
serveParent({ ...stack.status, superuserUrl: stack.superuserUrl }, stack.stop)
