/** The kinds of contract as one table: their id families, who offers and who accepts them, and what they stand below (platform-api.md section 6.2). */
import type { IdKind } from '../../base/index.ts';

export type ContractType = 'program' | 'distribution' | 'service' | 'syndication' | 'referral';

interface ContractKind {
  agreement: IdKind;
  contract: IdKind;
  /** Roles of the counterparty. */
  owners: readonly string[];
  /** The kind of the parent agreement, of which the counterparty needs an active contract. */
  parent?: ContractType;
  /** Who calls POST /agreements/{id}/contracts. */
  begins: 'issuer' | 'owner';
  /** The status it begins in. */
  initial: 'pending' | 'enrolling';
  marketplace: boolean;
}

// prettier-ignore
export const CONTRACT_KINDS: Record<ContractType, ContractKind> = {
  program:      { agreement: 'programAgreement',      contract: 'programContract',      owners: ['vendor'],                  begins: 'issuer', initial: 'pending',   marketplace: false },
  distribution: { agreement: 'distributionAgreement', contract: 'distributionContract', owners: ['vendor'],                  begins: 'owner',  initial: 'enrolling', marketplace: true, parent: 'program' },
  service:      { agreement: 'serviceAgreement',      contract: 'serviceContract',      owners: ['reseller', 'distributor'], begins: 'issuer', initial: 'pending',   marketplace: false },
  syndication:  { agreement: 'syndicationAgreement',  contract: 'syndicationContract',  owners: ['reseller', 'distributor'], begins: 'owner',  initial: 'pending',   marketplace: false, parent: 'service' },
  referral:     { agreement: 'referralAgreement',     contract: 'referralContract',     owners: ['reseller'],                begins: 'owner',  initial: 'pending',   marketplace: false, parent: 'service' },
};

export const CONTRACT_TYPES = Object.keys(CONTRACT_KINDS) as ContractType[];
