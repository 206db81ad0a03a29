/** Chance that can be had again. */

function mixed(seed: number): number {
  let z = Math.imul(seed ^ (seed / 0x1_0000_0000), 0x9e3779b1)
  z = Math.imul(z ^ (z >>> 15), 0x85ebca6b)
  return (z ^ (z >>> 13)) >>> 0
}

/** Splitmix: the same seed gives the same run, and neighbouring seeds nothing alike. */
export function seeded(seed: number): (into: Uint8Array) => void {
  let state = mixed(seed)
  return (into) => {
    for (let i = 0; i < into.length; i++) {
      state = (state + 0x9e3779b9) >>> 0
      let z = state
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      into[i] = (z ^ (z >>> 16)) & 0xff
    }
  }
}
