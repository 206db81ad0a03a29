/** Whether two halves differ by more than chance. Pure. */

/** The upper tail of the normal distribution, by Abramowitz and Stegun 26.2.17; off by less than 7.5e-8. */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly
  return z >= 0 ? upper : 1 - upper
}

/**
 * The two-sided p-value of a difference between two shares: by the normal approximation where both halves are large enough
 * for it, by Fisher's exact test otherwise. Null where there is nothing to compare.
 */
export function pValueOf(
  a: { readonly of: number; readonly yes: number },
  b: { readonly of: number; readonly yes: number },
): number | null {
  if (a.of === 0 || b.of === 0) return null
  const yes = a.yes + b.yes
  const all = a.of + b.of
  const share = yes / all
  if (yes === 0 || yes === all) return 1
  const expected = [a.of, b.of].flatMap((of) => [of * share, of * (1 - share)])
  if (Math.min(...expected) < 10) return fisher(a, b)
  const error = Math.sqrt(share * (1 - share) * (1 / a.of + 1 / b.of))
  return Math.min(1, 2 * tail(Math.abs(a.yes / a.of - b.yes / b.of) / error))
}

/** Sums what is at most as likely as what was seen, over all tables with these margins. */
function fisher(
  a: { readonly of: number; readonly yes: number },
  b: { readonly of: number; readonly yes: number },
): number {
  const yes = a.yes + b.yes
  const logs = logFactorials(a.of + b.of)
  const log = (n: number): number => logs[n] ?? 0
  const choose = (n: number, k: number): number => log(n) - log(k) - log(n - k)
  const weight = (x: number): number => choose(a.of, x) + choose(b.of, yes - x) - choose(a.of + b.of, yes)
  const seen = weight(a.yes)
  let sum = 0
  for (let x = Math.max(0, yes - b.of); x <= Math.min(a.of, yes); x++) {
    const each = weight(x)
    if (each <= seen + 1e-9) sum += Math.exp(each)
  }
  return Math.min(1, sum)
}

function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1)
  for (let at = 1; at <= n; at++) logs[at] = (logs[at - 1] ?? 0) + Math.log(at)
  return logs
}
