// How often something that died may be started again before a person is asked. Pure but for the clock it is given.

/** At most `most` times in any `withinMs`. */
export function restartBudget(most: number, withinMs: number, now: () => number) {
  let times: number[] = []
  return {
    /** Takes one restart from the budget, if there is one. */
    spend(): boolean {
      times = times.filter((time) => now() - time < withinMs)
      if (times.length >= most) return false
      times.push(now())
      return true
    },
    reset(): void {
      times = []
    },
  }
}
