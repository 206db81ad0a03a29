// Owns the mapping between the decimal digits of all scripts and ASCII digits. Never parses or formats numbers.

/** Code points of the zero of every run of ten decimal digits in the Basic Multilingual Plane. */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0,
  0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
]

const toAscii = new Map(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), String(digit)]),
  ),
)

// biome-ignore lint/suspicious/noControlCharactersInRegex: the test is exactly "has something outside ASCII"
const beyondAscii = /[^\x00-\x7f]/
const otherDigit = /[^\P{Nd}0-9]/gu

/** Writes the decimal digits of any script as 0–9 and leaves all else alone: `۰۹۱۲` → `0912`. */
export function asciiDigits(text: string): string {
  if (!beyondAscii.test(text)) return text
  return text.replace(otherDigit, (digit) => toAscii.get(digit) ?? digit)
}

/** Which digits numbers are written with. */
export type Digits = 'latn' | 'thai' | 'arabext'

const digitZero: Record<Digits, number> = { latn: 0x30, thai: 0x0e50, arabext: 0x06f0 }

/** Writes the ASCII digits of a text in another script: `localDigits('0912', 'arabext')` → `۰۹۱۲`. */
export function localDigits(text: string, digits: Digits): string {
  if (digits === 'latn') return text
  const zero = digitZero[digits]
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)))
}
