/**
 * Hybrid logical clock: 41 bits of milliseconds since 2020 and 12 bits of counter in one safe integer. Orders
 * transactions; decides which value is shown, never which one caused which (dots do that).
 */
const EPOCH = Date.UTC(2020, 0, 1)
const COUNTER = 4096

export const hlcFrom = (ms: number): number => Math.max(0, ms - EPOCH) * COUNTER
export const hlcTime = (hlc: number): number => Math.floor(hlc / COUNTER) + EPOCH

/** How far stamps are apart that were made so long after each other. */
export const hlcSpan = (ms: number): number => Math.round(ms) * COUNTER

/** The next stamp: after `last`, and not behind the wall clock. */
export const nextHlc = (last: number, nowMs: number): number => Math.max(last + 1, hlcFrom(nowMs))

const DAY_MS = 24 * 3_600_000
/** Stamps beyond come from a clock that is wrong; they are compared like others but never drag this device's clock along. */
export const latestCredible = (nowMs: number): number => hlcFrom(nowMs + DAY_MS)
