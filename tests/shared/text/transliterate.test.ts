/** Names that sound alike across scripts and spellings, names that do not, and how alike two texts look. */
import { describe, expect, it, test } from 'vitest'
import { nameKeys, soundKey } from '#db/shared/text/transliterate.ts'

const shares = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key))

describe('soundKey is the same for', () => {
  test.each([
    ['สมชาย', 'Somchai', 'Somchay', 'SOMCHAI'],
    ['เชาวลิต', 'Chavalit', 'Chaowalit', 'Chawalit'],
    ['วิชัย', 'Wichai', 'Vichai'],
    ['ณัฐพงศ์', 'Natthaphong', 'Nattapong', 'Natapong'],
    ['จันทร์เพ็ญ', 'Chanphen', 'Janpen'],
    ['ศิริพร', 'Siriporn', 'Siriphon'],
    ['พรชัย', 'Pornchai', 'Phonchai'],
    ['สุวรรณ', 'Suwan', 'Suwann', 'Suvan'],
    ['ธรรมศักดิ์', 'Thammasak', 'Tamasak'],
    ['กฤษณะ', 'Kritsana', 'Krisana', 'Grisana'],
    ['ประสิทธิ์', 'Prasit', 'Prasith'],
    ['หมู', 'Mu', 'Moo'],
    ['หญิง', 'Ying'],
    ['อำนาจ', 'Amnat', 'Umnat'],
    ['น้ำฝน', 'Namfon', 'Numfon'],
    ['นํ้าฝน', 'Namfon'],
    ['เอกชัย', 'Ekachai', 'Ekkachai'],
    ['ทองดี', 'Thongdi', 'Tongdee'],
    ['เจริญ', 'Charoen', 'Jaroen'],
    ['محمد', 'Mohammad', 'Muhammad', 'Mohamed', 'Mohammed', 'مُحَمَّد'],
    ['حسین', 'Hossein', 'Hussein', 'Hosein', 'حسين'],
    ['علی', 'Ali', 'Aly', 'علي'],
    ['فاطمه', 'Fatemeh', 'Fatima', 'فاطمة'],
    ['کریمی', 'Karimi', 'Kareemi', 'كريمي'],
    ['شیرین', 'Shirin', 'Shireen'],
    ['یوسف', 'Yousef', 'Yusuf', 'Yusef'],
    ['ژاله', 'Zhaleh', 'Jaleh'],
    ['داود', 'Davood', 'Davoud', 'داوود'],
    ['قاسم', 'Ghasem', 'Qasem', 'Kassem'],
    ['حسن‌زاده', 'Hassanzadeh', 'Hasanzade'],
    ['Müller', 'Mueller', 'Muller'],
    ['Katherine', 'Catherine', 'Kathryn', 'Catharine'],
    ['John', 'Jon'],
    ['Schmidt', 'Schmitt', 'Shmit'],
  ])('%s', (first, ...others) => {
    for (const other of others) expect(soundKey(other), other).toBe(soundKey(first))
  })

  it('whole names, word by word', () => {
    expect(soundKey('Somchai Jaidee')).toBe('SMC CT')
    expect(soundKey('สมชาย ใจดี')).toBe('SMC CT')
  })
})

describe('soundKey differs for', () => {
  test.each([
    ['สมชาย', 'สมศักดิ์'],
    ['Somchai', 'Somsak'],
    ['محمد', 'احمد'],
    ['حسین', 'رضا'],
    ['Smith', 'Jones'],
    ['เก่ง', 'แดง'],
    ['Ali', 'Reza'],
  ])('%s and %s', (a, b) => {
    expect(soundKey(a)).not.toBe(soundKey(b))
  })
})

describe('nameKeys', () => {
  test.each([
    ['สมชาย ใจดี', 'Jaidee, Somchai'],
    ['สมชายใจดี', 'Somchai Jaidee'],
    ['เบญจมาศ ใจดี', 'Benjamas Jaidee'],
    ['เบญจมาศ ใจดี', 'Benchamat Chaidi'],
    ['محمدرضا کریمی', 'Mohammad Reza Karimi'],
    ['محمد رضا کریمی', 'Mohammadreza Karimi'],
    ['کریمی علی', 'Ali Karimi'],
    ['Philip Jones', 'Filip Jones'],
    ["O'Neil Sean", 'Sean ONeil'],
  ])('%s and %s share one', (a, b) => {
    expect(shares(a, b)).toBe(true)
  })
  test.each([
    ['สมชาย ใจดี', 'สมศักดิ์ ใจดี'],
    ['Ali Karimi', 'Reza Karimi'],
    ['Lo', 'Li Wei'],
    ['Ann Smith', 'Bob Smith'],
  ])('%s and %s share none', (a, b) => {
    expect(shares(a, b)).toBe(false)
  })
  it('says nothing of nothing', () => {
    expect(nameKeys('')).toEqual([])
    expect(nameKeys(' - ')).toEqual([])
    expect(soundKey('')).toBe('')
  })
})
