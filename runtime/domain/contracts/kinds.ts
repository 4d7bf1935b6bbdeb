/** The kinds of contract and the id families that belong to each (platform-api.md section 6.2). */
import type { IdKind } from '../../base/index.ts';

export type ContractType = 'program' | 'distribution' | 'service' | 'syndication';

// prettier-ignore
const FAMILIES: Record<ContractType, { agreement: IdKind; contract: IdKind }> = {
  program:      { agreement: 'programAgreement',      contract: 'programContract' },
  distribution: { agreement: 'distributionAgreement', contract: 'distributionContract' },
  service:      { agreement: 'serviceAgreement',      contract: 'serviceContract' },
  syndication:  { agreement: 'syndicationAgreement',  contract: 'syndicationContract' },
};

export function derivedFamily(type: ContractType): { agreement: IdKind; contract: IdKind } {
  return FAMILIES[type];
}
