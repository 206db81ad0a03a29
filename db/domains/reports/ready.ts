/** Every ready-made report, in the order people see them. */
import type { Definitions } from './definition.ts'
import { activityReports, staffReports } from './ready/activities.ts'
import { campaignReports } from './ready/campaigns.ts'
import { contactReports } from './ready/contacts.ts'
import { promiseReports, staffServiceReports } from './ready/promises.ts'
import { qualityReports } from './ready/quality.ts'
import { salesReports } from './ready/sales.ts'
import { serviceReports } from './ready/service.ts'

export const definitions: Definitions = {
  ...contactReports,
  ...activityReports,
  ...salesReports,
  ...campaignReports,
  ...serviceReports,
  ...promiseReports,
  ...staffReports,
  ...staffServiceReports,
  ...qualityReports,
}
