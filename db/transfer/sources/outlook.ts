/**
 * Outlook: the classic program, the web, and Google's imitation of it. `Title` is the honorific here (the job is
 * `Job Title`), and `Account` is not a company.
 */

import { addressColumns, type SourceDefinition } from './source.ts'

const addressParts = {
  ' Street': 'street',
  ' Street 2': 'street2',
  ' Street 3': 'street3',
  ' City': 'city',
  ' State': 'province',
  ' Postal Code': 'postalCode',
  ' Country/Region': 'country',
  ' Country': 'country',
  ' Address': 'formatted',
  ' Address PO Box': 'poBox',
}

const columns = {
  Title: 'honorific',
  'First Name': 'givenName',
  'Middle Name': 'middleName',
  'Last Name': 'familyName',
  Suffix: 'suffix',
  Nickname: 'nickname',
  'Given Yomi': 'phoneticGivenName',
  'Surname Yomi': 'phoneticFamilyName',
  Company: 'companyName',
  Department: 'department',
  'Job Title': 'jobTitle',
  ...addressColumns('Business', 'work', addressParts),
  ...addressColumns('Home', 'home', addressParts),
  ...addressColumns('Other', 'other', addressParts),
  "Assistant's Phone": 'phones:assistant',
  'Business Fax': 'phones:fax',
  'Business Phone': 'phones:work',
  'Business Phone 2': 'phones:work',
  Callback: 'phones:callback',
  'Car Phone': 'phones:car',
  'Company Main Phone': 'phones:main',
  'Home Fax': 'phones:home fax',
  'Home Phone': 'phones:home',
  'Home Phone 2': 'phones:home',
  ISDN: 'phones:isdn',
  'Mobile Phone': 'phones:mobile',
  'Other Fax': 'phones:other fax',
  'Other Phone': 'phones:other',
  Pager: 'phones:pager',
  'Primary Phone': 'phones:primary',
  'Radio Phone': 'phones:radio',
  'TTY/TDD Phone': 'phones:tty',
  Telex: 'phones:telex',
  Anniversary: 'events:anniversary',
  Birthday: 'birthday',
  Categories: 'tags',
  Keywords: 'tags',
  'E-mail Address': 'emails',
  'E-mail 2 Address': 'emails',
  'E-mail 3 Address': 'emails',
  'E-mail Display Name': 'fileAs',
  'E-mail 2 Display Name': 'fileAs',
  'E-mail 3 Display Name': 'fileAs',
  'Government ID Number': 'taxId',
  IMAddress: 'handles:im',
  Language: 'language',
  Notes: 'notes',
  Private: 'private',
  'Referred By': 'referredBy',
  'Web Page': 'websites',
  'Personal Web Page': 'websites:home',
}

const empties = {
  Birthday: ['0/0/00'],
  Anniversary: ['0/0/00'],
  Gender: ['Unspecified'],
  Priority: ['Normal'],
  Sensitivity: ['Normal'],
  'E-mail Type': ['SMTP'],
  'E-mail 2 Type': ['SMTP'],
  'E-mail 3 Type': ['SMTP'],
}

export const outlook: SourceDefinition = {
  name: 'outlook',
  entity: 'contact',
  fingerprints: [['E-mail Display Name'], ['Business Street', 'Home Street', 'E-mail Address']],
  dateOrder: 'mdy',
  columns,
  empties,
}

export const outlookWeb: SourceDefinition = {
  name: 'outlookWeb',
  entity: 'contact',
  fingerprints: [['IMAddress'], ['Given Yomi', 'Surname Yomi']],
  dateOrder: 'mdy',
  columns,
  empties,
}

export const outlookByGoogle: SourceDefinition = {
  name: 'outlookByGoogle',
  entity: 'contact',
  fingerprints: [['Home Address', 'Keywords']],
  dateOrder: 'ymd',
  columns,
  empties,
}
