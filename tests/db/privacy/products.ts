/** What is asked about products, prices, rates and taxes to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const productsQuestions = {
  'product.offered': () => [
    { currency: 'THB', on: '2026-11-22' },
    { currency: 'THB', on: '2026-11-22', search: 'Xylo' },
  ],
  'price.of': (s) => [{ product: s.sharedProduct }],
  'rate.on': () => [{ from: 'USD', to: 'THB', on: '2026-11-22' }],
  'tax.on': () => [{ on: '2026-11-22' }],
} satisfies Partial<Questions>
