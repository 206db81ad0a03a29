/**
 * Owns the words that say what kind of firm a name belongs to, and taking them off, so that firms sort, are found by
 * their first letters and are compared by what is theirs alone. Must never change the name that is shown or stored.
 */

/** Spellings with Arabic letters, and ำ typed apart, mean the same. */
function spellings(forms: readonly string[]): string[] {
  const swaps: Array<[string, string]> = [
    ['ی', 'ي'],
    ['ک', 'ك'],
    ['ئ', 'ؤ'],
    ['سؤ', 'سوو'],
    ['مؤسسه', 'موسسه'],
    ['ำ', 'ํา'],
  ]
  let all = [...forms]
  for (const [from, to] of swaps)
    all = all.concat(all.filter((form) => form.includes(from)).map((form) => form.replaceAll(from, to)))
  return [...new Set(all)].sort((a, b) => b.length - a.length)
}

const byUnit = (forms: readonly string[], unitOf: (form: string) => number) => {
  const found = new Map<number, string[]>()
  for (const form of forms) {
    const same = found.get(unitOf(form))
    if (same) same.push(form)
    else found.set(unitOf(form), [form])
  }
  return found
}

// Written before the name. The Thai ones need no space after them, the others do.
const leading = byUnit(
  spellings([
    ...['บริษัทจำกัด', 'บริษัท', 'บจก.', 'บจก', 'บมจ.', 'บมจ', 'บ.', 'หจก.', 'หจก', 'หสน.', 'หสม.', 'บจ.'],
    ...['ห้างหุ้นส่วนจำกัด', 'ห้างหุ้นส่วนสามัญนิติบุคคล', 'ห้างหุ้นส่วนสามัญ', 'ห้างหุ้นส่วน', 'ร้าน'],
    ...['คณะบุคคล', 'กิจการร่วมค้า', 'วิสาหกิจชุมชน'],
    ...['شرکت', 'مؤسسه', 'مؤسسۀ', 'فروشگاه', 'شركة', 'سهامی خاص', 'سهامی عام', 'با مسئولیت محدود', 'تعاونی'],
    ...['PT', 'PT.'],
  ]),
  (form) => form.charCodeAt(0),
)

// Written after it, in brackets or not. The Thai ones need no space before them, the others do.
const trailing = byUnit(
  spellings([
    ...['จำกัด', 'จก.', 'มหาชน', 'สำนักงานใหญ่', 'จำกัดมหาชน'],
    ...['سهامی خاص', 'سهامی عام', 'سهامی', 'با مسئولیت محدود', 'مسئولیت محدود', 'تضامنی', 'تعاونی'],
    ...['س.خ', 'س. خ', 'س.ع', 'م.م', 'ذ.م.م', 'ش.م.م'],
  ]),
  (form) => form.charCodeAt(form.length - 1),
)

/** Latin forms, without their dots and in small letters. */
const latin = new Set(
  `co company ltd limited inc incorporated corp corporation llc llp lllp plc pcl gmbh mbh ggmbh kgaa ohg gbr pty pte pvt
  sdn bhd sarl srl spzoo zoo doo sro kft zrt ltda lda slu ooo jsc pjsc ojsc fze fzco fzc dmcc wll oyj aps public private`.split(
    /\s+/,
  ),
)
/** Those that are also words or initials count only in capitals or with dots. */
const latinInCapitals = new Set(
  'ag kg se sa sas spa ab as asa oy bv nv vof ug ek ev eg sl lp kk nl'.split(' '),
)
const joiners = new Set(['&', 'and', 'und', '+', 'et', 'y'])

const isSeparator = (c: number) =>
  c === 0x20 || c === 0x2c || c === 0x2e || c === 0x60c || c === 0xa0 || c === 0x200b || c === 0x200c
const isThai = (c: number) => c >= 0xe00 && c <= 0xe7f
const isArabic = (c: number) => c >= 0x600 && c <= 0x6ff

/**
 * The name of a firm without its legal form: `บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)` → `ปูนซิเมนต์ไทย`,
 * `شرکت پارس (سهامی خاص)` → `پارس`, `Siam Foods Co., Ltd.` → `Siam Foods`. A name that is only a form stays as it is.
 */
export function stripCompanyForm(name: string): string {
  let start = 0
  let end = name.length
  while (start < end && isSeparator(name.charCodeAt(start))) start++
  for (let next = afterForm(name, start, end); next !== start; next = afterForm(name, start, end))
    start = next
  for (let next = beforeForm(name, start, end); next !== end; next = beforeForm(name, start, end)) end = next
  if (start === 0 && end === name.length) return name
  const rest = name.slice(start, end).trim()
  return rest === '' || isOnlyForm(rest) ? name.trim() : rest
}

/** Where the name goes on after a form at `start`; `start` itself if there is none. */
function afterForm(name: string, start: number, end: number): number {
  const forms = leading.get(name.charCodeAt(start))
  if (!forms) return start
  for (const form of forms) {
    if (!name.startsWith(form, start)) continue
    let next = start + form.length
    const whole = isThai(form.charCodeAt(0)) ? !isMarkOf(name, next) : isSeparator(name.charCodeAt(next))
    if (!whole || next >= end) continue
    while (next < end && isSeparator(name.charCodeAt(next))) next++
    if (next < end) return next
  }
  return start
}

/** A Thai word goes on if a vowel or tone mark follows. */
const isMarkOf = (name: string, at: number) => {
  const c = name.charCodeAt(at)
  return (c >= 0xe30 && c <= 0xe3a) || c === 0xe45 || (c >= 0xe47 && c <= 0xe4e)
}

/** Where the name ends before a form that ends at `end`; `end` itself if there is none, or nothing before it. */
function beforeForm(name: string, start: number, end: number): number {
  let to = end
  while (to > start && isSeparator(name.charCodeAt(to - 1))) to--
  if (to === start) return end
  const last = name.charCodeAt(to - 1)
  if (last === 0x29) {
    const open = name.lastIndexOf('(', to - 1)
    return open > start && isOnlyForm(name.slice(open + 1, to - 1)) ? trimmedEnd(name, start, open, end) : end
  }
  if (!isThai(last) && !isArabic(last)) return beforeLatinForm(name, start, to, end)
  for (const form of trailing.get(last) ?? []) {
    const from = to - form.length
    if (from <= start || !name.startsWith(form, from)) continue
    if (isArabic(last) && !isSeparator(name.charCodeAt(from - 1))) continue
    return trimmedEnd(name, start, from, end)
  }
  // "จก." ends in a dot, which was taken for a separator.
  return name.startsWith('จก.', to - 2) && to - 2 > start ? trimmedEnd(name, start, to - 2, end) : end
}

/** Without the comma or space before the form; a dot there is part of the name (T.A.C. Ltd). */
function trimmedEnd(name: string, start: number, to: number, otherwise: number): number {
  let end = to
  while (end > start && name.charCodeAt(end - 1) !== 0x2e && isSeparator(name.charCodeAt(end - 1))) end--
  return end === start ? otherwise : end
}

function isOnlyForm(inner: string): boolean {
  const text = inner.trim()
  const forms = trailing.get(text.charCodeAt(text.length - 1))
  return (forms?.includes(text) ?? false) || isLatinForm(text)
}

function isLatinForm(word: string): boolean {
  const plain = word.replaceAll('.', '').replaceAll('/', '')
  const small = plain.toLowerCase()
  if (latin.has(small)) return true
  return latinInCapitals.has(small) && (plain !== word || plain === plain.toUpperCase() || small === 'ek')
}

function beforeLatinForm(name: string, start: number, to: number, otherwise: number): number {
  const from = wordStart(name, start, to)
  if (from === start) return otherwise
  const dotted = name.charCodeAt(to) === 0x2e ? to + 1 : to
  const word = name.slice(from, dotted)
  if (isLatinForm(word)) {
    const rest = trimmedEnd(name, start, from, otherwise)
    return withoutJoiner(name, start, rest)
  }
  // "e. K.", "S. A.", "Sp. z o.o.": a form written in pieces.
  let pieces = word
  for (let first = from, tries = 0; tries < 2 && first > start; tries++) {
    let before = first
    while (before > start && isSeparator(name.charCodeAt(before - 1))) before--
    first = wordStart(name, start, before)
    if (first === start || first - from < -9) break
    pieces = name.slice(first, from).replaceAll(' ', '') + word
    if (pieces.includes('.') && isLatinForm(pieces)) return trimmedEnd(name, start, first, otherwise)
  }
  return otherwise
}

/** "Smith & Co" is Smith. */
function withoutJoiner(name: string, start: number, end: number): number {
  const from = wordStart(name, start, end)
  if (from === start || !joiners.has(name.slice(from, end))) return end
  return trimmedEnd(name, start, from, end)
}

function wordStart(name: string, start: number, end: number): number {
  let from = end
  // Dots are part of S.A. and L.L.C.; a comma or a space is not.
  while (from > start) {
    const c = name.charCodeAt(from - 1)
    if (isSeparator(c) && c !== 0x2e) break
    from--
  }
  return from
}
