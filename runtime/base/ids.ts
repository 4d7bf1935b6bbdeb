/**
 * The published id formats (platform-api.md section 2) as one prefix table. Digits are random; ids that belong to a
 * parent copy the parent's digit groups and append a counter, because hubs and extensions parse that suffix.
 */
import { randomInt } from 'node:crypto';

/** kind -> prefix and digit groups. */
// prettier-ignore
const FORMATS = {
  vendorAccount:      ['VA',   'NNN-NNN'],
  providerAccount:    ['PA',   'NNN-NNN'],
  operatorAccount:    ['OA',   'NNN-NNN'],
  user:               ['UR',   'NNN-NNN-NNN'],
  userGroup:          ['UG',   'NNN-NNN-NNN'],
  userContact:        ['UC',   'NNN-NNN-NNN'],
  accountMedia:       ['AM',   'NNN-NNN-NNN'],
  token:              ['SU',   'NNN-NNN-NNN'],
  programAgreement:   ['AGP',  'NNN-NNN-NNN'],
  distributionAgreement: ['AGD', 'NNN-NNN-NNN'],
  serviceAgreement:   ['AGS',  'NNN-NNN-NNN'],
  syndicationAgreement: ['AGC', 'NNN-NNN-NNN'],
  referralAgreement:  ['AGR',  'NNN-NNN-NNN'],
  form:               ['FRM',  'NNN-NNN-NNN'],
  programContract:    ['CRP',  'NNNNN-NNNNN-NNNNN'],
  distributionContract: ['CRD', 'NNNNN-NNNNN-NNNNN'],
  serviceContract:    ['CRS',  'NNNNN-NNNNN-NNNNN'],
  syndicationContract: ['CRC', 'NNNNN-NNNNN-NNNNN'],
  referralContract:   ['CRR',  'NNNNN-NNNNN-NNNNN'],
  contractData:       ['DD',   'NNN-NNN-NNN-NNN'],
  productGroup:       ['PG',   'NNN-NNN-NNN'],
  post:               ['NWS',  'NNN-NNN-NNN'],
  product:            ['PRD',  'NNN-NNN-NNN'],
  template:           ['TL',   'NNN-NNN-NNN'],
  marketplace:        ['MP',   'NNNNN'],
  hub:                ['HB',   'NNNN-NNNN'],
  connection:         ['CT',   'NNNN-NNNN'],
  listing:            ['LST',  'NNN-NNN-NNN'],
  tierAccount:        ['TA',   'NNNN-NNNN-NNNN'],
  tierConfig:         ['TC',   'NNN-NNN-NNN'],
  asset:              ['AS',   'NNNN-NNNN-NNNN'],
  vendorBilling:      ['BRV',  'NNNN-NNNN-NNNN'],
  providerBilling:    ['BRP',  'NNNN-NNNN-NNNN-NNNN'],
  case:               ['CA',   'NNN-NNN-NNN'],
  caseAttachment:     ['CAAT', 'NNN-NNN-NNN'],
  conversation:       ['CO',   'NNN-NNN-NNN-NNN-NNN-NNN'],
  message:            ['ME',   'NNN-NNN-NNN-NNN-NNN-NNN'],
  usageReconciliation: ['UREC', 'NNNN-NNNN-NNNN'],
  usageRule:          ['UIR',  'NNN-NNN-NNN'],
  unit:               ['UN',   'NNN-NNN'],
  webhook:            ['WH',   'NNN-NNN-NNN'],
  extension:          ['SRVC', 'NNNN-NNNN'],
  task:               ['TQ',   'NNNN-NNNN-NNNN-NNNN'],
  replay:             ['RPL',  'NNNN-NNNN-NNNN'],
  schedule:           ['EFS',  'NNNN-NNNN'],
  installation:       ['EIN',  'NNNN-NNNN-NNNN'],
} as const;

export type IdKind = keyof typeof FORMATS;

/** A source of digits; tests inject a seeded one. */
export type DigitSource = () => number;

const cryptoDigit: DigitSource = () => randomInt(10);

export function newId(kind: IdKind, digit: DigitSource = cryptoDigit): string {
  const [prefix, groups] = FORMATS[kind];
  return `${prefix}-${groups.replaceAll('N', () => String(digit()))}`;
}

/** Usage files carry the month of their creation: `UF-2025-04-0267-4519`. */
export function newUsageFileId(at: Date, digit: DigitSource = cryptoDigit): string {
  const digits = 'NNNN-NNNN'.replaceAll('N', () => String(digit()));
  return `UF-${at.toISOString().slice(0, 7)}-${digits}`;
}

/** Records carry their file's digits and their row: `UR-2025-04-0267-4519-0000-0001`. */
export function usageRecordId(fileId: string, row: number): string {
  const digits = String(row).padStart(8, '0');
  return `UR-${fileId.slice(3)}-${digits.slice(0, -4)}-${digits.slice(-4)}`;
}

/**
 * An id that belongs to a parent: same digits, own prefix, padded counter.
 * @example derivedId('PR', 'AS-0126-3396-8831', 1, 3) // 'PR-0126-3396-8831-001'
 */
export function derivedId(prefix: string, parentId: string, counter: number, width: number): string {
  const digits = parentId.slice(parentId.indexOf('-') + 1);
  return `${prefix}-${digits}-${String(counter).padStart(width, '0')}`;
}

/** Items keep the whole product id: `PRD-276-377-545-0001`. */
export function itemId(productId: string, counter: number): string {
  return `${productId}-${String(counter).padStart(4, '0')}`;
}
