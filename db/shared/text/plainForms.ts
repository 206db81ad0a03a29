/** Owns the plain forms that Unicode's own decompositions do not give. Must never repeat what a decomposition says. */

const sameAs: readonly (readonly [plain: string, characters: string])[] = [
  // Latin letters with a stroke, a hook or a history.
  ['ss', 'ßẞ'],
  ['ae', 'æ'],
  ['oe', 'œ'],
  ['th', 'þ'],
  ['o', 'øɵ'],
  ['l', 'łƚɫ'],
  ['d', 'đðɖɗ'],
  ['i', 'ıɨ'],
  ['h', 'ħ'],
  ['n', 'ŋɲ'],
  ['t', 'ŧ'],
  ['b', 'ɓƀ'],
  ['g', 'ǥɠ'],
  ['k', 'ĸƙ'],
  ['e', 'əɛǝ'],
  ['y', 'ƴ'],
  ['z', 'ƶʒ'],
  ['f', 'ƒ'],
  ['c', 'ƈ'],
  ['p', 'ƥ'],
  ['r', 'ɍ'],
  ['u', 'ʉ'],
  ['v', 'ʋ'],
  ['σ', 'ς'],
  // One Persian letter for each way of writing it.
  ['ی', 'يىېۍ'],
  ['ک', 'كڪګڬڭ'],
  ['ا', 'أإآٱ'],
  ['ه', 'ةۀہھۃە'],
  ['و', 'ۆۇۈۋ'],
  // Punctuation of every keyboard.
  [',', '،٬、，'],
  [';', '؛；'],
  ['?', '؟？'],
  ['%', '٪'],
  ['.', '٫。۔'],
  ['"', '«»“”„‟″＂'],
  ['–', '‒–—―'],
  ['/', '⁄∕'],
]

/** A character → the characters people type for it. */
export const plainForms: ReadonlyMap<string, string> = new Map(
  sameAs.flatMap(([plain, characters]) => [...characters].map((character) => [character, plain] as const)),
)
