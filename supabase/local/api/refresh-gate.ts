/**
 * Tabs share one refresh token and often use it at the same moment. Supabase settles that with
 * `refresh_token_reuse_interval`: within it, an exchanged token gives the same answer again. Here each token is
 * exchanged once and its answer kept that long, so no tab is signed out by another.
 */
export class RefreshGate {
  readonly #answers = new Map<string, Promise<Response>>()
  readonly #reuseMs: number

  constructor(reuseIntervalSeconds: number) {
    this.#reuseMs = reuseIntervalSeconds * 1000
  }

  async exchange(refreshToken: string, exchange: () => Promise<Response>): Promise<Response> {
    const known = this.#answers.get(refreshToken)
    if (known) return (await known).clone()
    const answer = exchange()
    this.#answers.set(refreshToken, answer)
    this.#forgetLater(refreshToken, answer)
    return (await answer).clone()
  }

  /** To be called when sessions end, whose answers must not be given again. */
  forgetAll(): void {
    this.#answers.clear()
  }

  #forgetLater(refreshToken: string, answer: Promise<Response>): void {
    const forget = () => this.#answers.delete(refreshToken)
    answer.then((response) => {
      if (!response.ok) return forget()
      setTimeout(forget, this.#reuseMs).unref()
    }, forget)
  }
}
