/**
 * All entities, by name and by permanent number: one import line per domain.
 * Number ranges: contacts 1–19, companies 20–39, notes 40–59, settings 60–99, activities 100–119, opportunities 120–139,
 * quotes 140–159, tickets 160–179, campaigns 180–199, reports 200–219, sync 220–239, tests 900–999.
 */
import { activity, activityParticipant, activityType, resultCode } from './activities.ts'
import { holiday } from './businessCalendar.ts'
import { campaign, campaignMember, campaignStep } from './campaigns.ts'
import { company } from './companies.ts'
import { consent } from './consent.ts'
import { contact, position } from './contacts.ts'
import { document } from './documents.ts'
import { notDuplicate } from './duplicates.ts'
import type { Entity, Field } from './entity.ts'
import { failure } from './errors.ts'
import { extraEntities } from './extraEntities.ts'
import { group, groupMember } from './groups.ts'
import { favourite } from './home.ts'
import { article, articleCategory, articleVersion, cannedReply, macro } from './knowledge.ts'
import { layout } from './layouts.ts'
import { list, listMember } from './lists.ts'
import { mailAccount, mailMessage } from './mail.ts'
import { history, note } from './notes.ts'
import {
  competitor,
  opportunity,
  opportunityCompetitor,
  opportunityContact,
  opportunityLine,
  opportunityMember,
  stageChange,
} from './opportunities.ts'
import { report } from './ownReports.ts'
import { closeReason, pipeline, stage } from './pipelines.ts'
import { exchangeRate, price, priceList, product, productCategory, taxRate } from './products.ts'
import { quota } from './quotas.ts'
import { quoteLayout } from './quoteLayouts.ts'
import { quote, quoteLine } from './quotes.ts'
import { relationship, relationshipType } from './relationships.ts'
import { reportSchedule } from './reportSchedules.ts'
import { campaignSender } from './senders.ts'
import { activitySeries, seriesRun, seriesStep } from './series.ts'
import { customField, setting, user, view } from './settings.ts'
import { businessHours, slaPolicy } from './sla.ts'
import { template } from './templates.ts'
import { queue, ticket, ticketLink, ticketMessage, ticketWatcher } from './tickets.ts'

const entities: readonly Entity[] = [
  contact,
  position,
  company,
  group,
  groupMember,
  note,
  history,
  document,
  favourite,
  user,
  customField,
  setting,
  view,
  notDuplicate,
  relationshipType,
  relationship,
  layout,
  template,
  mailAccount,
  mailMessage,
  activity,
  activityParticipant,
  activityType,
  resultCode,
  activitySeries,
  seriesStep,
  seriesRun,
  holiday,
  ticket,
  ticketMessage,
  queue,
  ticketLink,
  ticketWatcher,
  businessHours,
  slaPolicy,
  article,
  articleCategory,
  articleVersion,
  cannedReply,
  macro,
  consent,
  campaign,
  campaignStep,
  campaignMember,
  campaignSender,
  pipeline,
  stage,
  closeReason,
  opportunity,
  opportunityContact,
  opportunityMember,
  competitor,
  opportunityCompetitor,
  opportunityLine,
  stageChange,
  quota,
  productCategory,
  product,
  priceList,
  price,
  exchangeRate,
  taxRate,
  quote,
  quoteLine,
  quoteLayout,
  list,
  listMember,
  report,
  reportSchedule,
  ...extraEntities,
]
const byName = new Map(entities.map((entity) => [entity.name, entity]))
const byId = new Map(entities.map((entity) => [entity.id, entity]))

export const allEntities = (): readonly Entity[] => entities

/** @throws AppError Invalid `entity` for a name nobody registered. */
export function entityNamed(name: string): Entity {
  const entity = byName.get(name)
  if (!entity) throw failure('Invalid', 'unknownEntity', { entity: name })
  return entity
}

export const findEntity = (name: string): Entity | undefined => byName.get(name)
export const entityWithId = (id: number): Entity | undefined => byId.get(id)

const fieldMaps = new WeakMap<Entity, Map<string, Field>>()

/** A built-in field by name. Custom fields are in `core/customFields.ts`. */
export function fieldNamed(entity: Entity, name: string): Field | undefined {
  let map = fieldMaps.get(entity)
  if (!map) {
    map = new Map(entity.fields.map((field) => [field.name, field]))
    fieldMaps.set(entity, map)
  }
  return map.get(name)
}
