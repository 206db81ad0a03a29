/** Google Contacts: the present export and the one before it. Groups of columns repeat as often as the data needs. */

import type { SourceDefinition } from './source.ts'

const repeated = {
  'E-mail # - Value': 'emails@email #',
  'E-mail # - Label': 'emails.label@email #',
  'E-mail # - Type': 'emails.label@email #',
  'Phone # - Value': 'phones@phone #',
  'Phone # - Label': 'phones.label@phone #',
  'Phone # - Type': 'phones.label@phone #',
  'Website # - Value': 'websites@website #',
  'Website # - Label': 'websites.label@website #',
  'Website # - Type': 'websites.label@website #',
  'Event # - Value': 'events@event #',
  'Event # - Label': 'events.label@event #',
  'Event # - Type': 'events.label@event #',
  'IM # - Value': 'handles@im #',
  'IM # - Service': 'handles.service@im #',
  'IM # - Label': 'handles.label@im #',
  'IM # - Type': 'handles.label@im #',
  'Relation # - Value': 'extras@relation #',
  'Relation # - Label': 'extras.label@relation #',
  'Relation # - Type': 'extras.label@relation #',
  'Custom Field # - Value': 'extras@custom #',
  'Custom Field # - Label': 'extras.label@custom #',
  'Custom Field # - Type': 'extras.label@custom #',
  'Address # - Label': 'addresses.label@address #',
  'Address # - Type': 'addresses.label@address #',
  'Address # - Formatted': 'addresses.formatted@address #',
  'Address # - Street': 'addresses.street@address #',
  'Address # - City': 'addresses.city@address #',
  'Address # - PO Box': 'addresses.poBox@address #',
  'Address # - Region': 'addresses.province@address #',
  'Address # - Postal Code': 'addresses.postalCode@address #',
  'Address # - Country': 'addresses.country@address #',
  'Address # - Extended Address': 'addresses.street2@address #',
}

const shared = {
  'Name Prefix': 'honorific',
  'Name Suffix': 'suffix',
  Nickname: 'nickname',
  Birthday: 'birthday',
  Notes: 'notes',
  ...repeated,
}

export const google: SourceDefinition = {
  name: 'google',
  entity: 'contact',
  fingerprints: [['E-mail 1 - Label'], ['Phone 1 - Label', 'Organization Name'], ['File As', 'Labels']],
  dateOrder: 'ymd',
  columns: {
    'First Name': 'givenName',
    'Middle Name': 'middleName',
    'Last Name': 'familyName',
    'Phonetic First Name': 'phoneticGivenName',
    'Phonetic Last Name': 'phoneticFamilyName',
    'File As': 'fileAs',
    'Organization Name': 'companyName',
    'Organization Title': 'jobTitle',
    'Organization Department': 'department',
    Labels: 'groups',
    ...shared,
  },
}

export const googleLegacy: SourceDefinition = {
  name: 'googleLegacy',
  entity: 'contact',
  fingerprints: [['Yomi Name'], ['Given Name', 'Family Name', 'Group Membership']],
  dateOrder: 'ymd',
  columns: {
    Name: 'fullName',
    'Given Name': 'givenName',
    'Additional Name': 'middleName',
    'Family Name': 'familyName',
    'Given Name Yomi': 'phoneticGivenName',
    'Family Name Yomi': 'phoneticFamilyName',
    Language: 'language',
    'Group Membership': 'groups',
    'Organization 1 - Name': 'companyName',
    'Organization 1 - Title': 'jobTitle',
    'Organization 1 - Department': 'department',
    ...shared,
  },
}
