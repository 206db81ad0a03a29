/** What is asked about templates, letters and mail to see whether an answer tells a secret. */
import type { Questions } from './questions.ts'

export const lettersQuestions = {
  'template.fields': () => [{ about: 'contact', language: 'en' }],
  'template.check': () => [{ about: 'contact', body: '{{ contact.name }}' }],
  'letter.preview': (s) =>
    [s.shared, s.secretContact].map((id) => ({
      source: {
        draft: {
          about: 'contact' as const,
          body: '{{ contact.name }} {{ contact.letterAddress }} {{ company.name }} {% for n in contact.related.note %}{{ n.body }}{% endfor %}',
        },
      },
      id,
      reader: {
        language: 'en',
        calendar: 'gregory',
        digits: 'latn',
        country: 'US',
        timeZone: 'UTC',
      } as const,
    })),
  'mail.counts': () => [{}],
} satisfies Partial<Questions>
