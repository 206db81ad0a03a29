/** Companies: their section, and one made from anywhere. */
import { company } from '#db/shared/companies.ts'
import type { Feature } from '../../records/feature.ts'
import { CompanyPage } from './Page.tsx'

export const companies: Feature = {
  screens: { companies: CompanyPage },
  creates: [{ command: 'company.new', entity: company }],
}
