/** Every ready-made report, in the order people see them. */
import type { Definitions } from './definition.ts'
import { activityReports, staffReports } from './ready/activities.ts'
import { contactReports } from './ready/contacts.ts'
import { qualityReports } from './ready/quality.ts'
import { serviceReports } from './ready/service.ts'

export const definitions: Definitions = {
  ...contactReports,
  ...activityReports,
  ...staffReports,
  ...serviceReports,
  ...qualityReports,
}
