/** Address lists of mail programs and networks: Thunderbird, LinkedIn connections, Mailchimp audiences. */

import { addressColumns, type SourceDefinition } from './source.ts'

const addressParts = {
  Address: 'street',
  'Address 2': 'street2',
  City: 'city',
  State: 'province',
  County: 'province',
  ZipCode: 'postalCode',
  'Post Code': 'postalCode',
  Country: 'country',
}

export const thunderbird: SourceDefinition = {
  name: 'thunderbird',
  entity: 'contact',
  fingerprints: [['Screen Name', 'Primary Email']],
  columns: {
    'First Name': 'givenName',
    'Last Name': 'familyName',
    'Display Name': 'fullName',
    Nickname: 'nickname',
    'Primary Email': 'emails',
    'Secondary Email': 'emails:other',
    'Screen Name': 'handles:aim',
    'Work Phone': 'phones:work',
    'Home Phone': 'phones:home',
    'Fax Number': 'phones:fax',
    'Pager Number': 'phones:pager',
    'Mobile Number': 'phones:mobile',
    ...addressColumns('Home ', 'home', addressParts),
    ...addressColumns('Work ', 'work', addressParts),
    'Job Title': 'jobTitle',
    Department: 'department',
    Organization: 'companyName',
    Organisation: 'companyName',
    'Web Page 1': 'websites:work',
    'Web Page 2': 'websites:home',
    'Birth Year': 'birth.year@birth',
    'Birth Month': 'birth.month@birth',
    'Birth Day': 'birth.day@birth',
    Notes: 'notes',
  },
}

export const linkedin: SourceDefinition = {
  name: 'linkedin',
  entity: 'contact',
  fingerprints: [['Connected On']],
  dateOrder: 'dmy',
  columns: {
    'First Name': 'givenName',
    'Last Name': 'familyName',
    URL: 'handles:linkedin',
    'Email Address': 'emails',
    Company: 'companyName',
    Position: 'jobTitle',
  },
}

export const mailchimp: SourceDefinition = {
  name: 'mailchimp',
  entity: 'contact',
  fingerprints: [['MEMBER_RATING']],
  dateOrder: 'mdy',
  columns: {
    'Email Address': 'emails',
    'First Name': 'givenName',
    'Last Name': 'familyName',
    Address: 'addresses.formatted@address',
    'Phone Number': 'phones',
    Birthday: 'birthday',
    Tags: 'tags',
  },
}
