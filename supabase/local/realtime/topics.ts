/**
 * The channels by topic. Public and private channels of the same name are different topics and never hear of
 * each other, whatever the name.
 */
import { Presence } from './presence.ts'
import type { Version } from './protocol.ts'

/** A channel as a topic sees it. */
export type Member = {
  readonly version: Version
  canReadBroadcasts(): boolean
  canReadPresence(): boolean
  /** True when this message has already come by replay. */
  hasReplayed(messageId: string): boolean
  send(frame: Buffer): void
}

export type Topic = {
  /** As in frames: `realtime:` and the name. */
  readonly name: string
  readonly members: Set<Member>
  readonly presence: Presence<Member>
}

export class Topics {
  readonly #public = new Map<string, Topic>()
  readonly #private = new Map<string, Topic>()

  /** The topic if anybody is on it. */
  find(name: string, isPrivate: boolean): Topic | undefined {
    return this.#space(isPrivate).get(name)
  }

  enter(name: string, isPrivate: boolean, member: Member): Topic {
    const space = this.#space(isPrivate)
    const topic = space.get(name) ?? { name, members: new Set(), presence: new Presence<Member>() }
    space.set(name, topic)
    topic.members.add(member)
    return topic
  }

  leave(topic: Topic, isPrivate: boolean, member: Member): void {
    topic.members.delete(member)
    if (topic.members.size === 0) this.#space(isPrivate).delete(topic.name)
  }

  #space(isPrivate: boolean): Map<string, Topic> {
    return isPrivate ? this.#private : this.#public
  }
}
