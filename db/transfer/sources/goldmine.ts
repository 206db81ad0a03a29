/**
 * GoldMine tables exported to CSV or DBF: CONTACT1 (people; LASTNAME but no first-name column, CONTACT is the whole
 * name, DEAR the greeting), CONTSUPP (what hangs on a person, by RECTYPE), and two that hold no contacts.
 */

import { addressColumns, type SourceDefinition } from './source.ts'

const address = addressColumns('', 'work', {
  ADDRESS1: 'street',
  ADDRESS2: 'street2',
  ADDRESS3: 'street3',
  CITY: 'city',
  STATE: 'province',
  ZIP: 'postalCode',
  COUNTRY: 'country',
})

export const goldmine: SourceDefinition = {
  name: 'goldmine',
  entity: 'contact',
  fingerprints: [['MERGECODES', 'KEY1']],
  dateOrder: 'mdy',
  columns: {
    ...address,
    ACCOUNTNO: 'externalId',
    COMPANY: 'companyName',
    CONTACT: 'fullName',
    LASTNAME: 'familyName',
    DEPARTMENT: 'department',
    TITLE: 'jobTitle',
    PHONE1: 'phones:work@1',
    EXT1: 'phones.ext@1',
    PHONE2: 'phones:other@2',
    EXT2: 'phones.ext@2',
    PHONE3: 'phones:other@3',
    EXT3: 'phones.ext@3',
    FAX: 'phones:fax@fax',
    EXT4: 'phones.ext@fax',
    DEAR: 'greeting',
    NOTES: 'notes',
  },
}

/** Rows add to the person with that ACCOUNTNO; RECTYPE C is a further person there, P a detail such as an e-mail. */
export const goldmineDetails: SourceDefinition = {
  name: 'goldmineDetails',
  entity: 'contact',
  fingerprints: [['CONTSUPREF']],
  dateOrder: 'mdy',
  columns: {
    ...address,
    ACCOUNTNO: 'attachTo',
    RECTYPE: 'detail.kind@detail',
    CONTACT: 'detail.name@detail',
    CONTSUPREF: 'detail.value@detail',
    TITLE: 'jobTitle',
    DEAR: 'greeting',
    PHONE: 'phones:work@1',
    EXT: 'phones.ext@1',
    FAX: 'phones:fax',
    NOTES: 'notes',
    RECID: 'externalId',
  },
}

export const goldmineHistory: SourceDefinition = {
  name: 'goldmineHistory',
  fingerprints: [['ACTVCODE']],
  columns: {},
}
export const goldmineOpportunities: SourceDefinition = {
  name: 'goldmineOpportunities',
  fingerprints: [['FORPROB']],
  columns: {},
}
