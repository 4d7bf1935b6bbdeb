/**
 * The published moves of contracts (platform-api.md section 6.3), one table per kind. Moves are allowed by side, not by
 * role: a distributor is the issuer of most contracts and the owner of a few, and never signs for the other side.
 */
import type { Lifecycle } from '../../base/index.ts';
import type { ContractType } from './kinds.ts';

export type ContractStatus = 'enrolling' | 'pending' | 'active' | 'rejected' | 'terminated' | 'deleted';
export type ContractAction = 'enroll' | 'refine' | 'sign' | 'reject' | 'terminate' | 'delete';
/** `owner` is the counterparty, `issuer` the distributor that offers. */
export type ContractSide = 'issuer' | 'owner';

const ISSUER = ['issuer'] as const;
const OWNER = ['owner'] as const;

type Table = Lifecycle<ContractStatus, ContractAction, ContractSide>;

/** The issuer invites; the counterparty signs or declines. */
// prettier-ignore
const invitation = (type: 'program' | 'service'): Table => ({
  name: `${type} contract`,
  initial: ['pending'],
  final: ['rejected', 'terminated', 'deleted'],
  transitions: [
    { on: 'sign',      from: ['pending'], to: 'active',     by: OWNER,  rule: `${type}-contract/2` },
    { on: 'reject',    from: ['pending'], to: 'rejected',   by: OWNER,  rule: `${type}-contract/3` },
    { on: 'delete',    from: ['pending'], to: 'deleted',    by: ISSUER, rule: `${type}-contract/4` },
    { on: 'terminate', from: ['active'],  to: 'terminated', by: ISSUER, rule: `${type}-contract/5` },
  ],
});

/** The counterparty asks; the issuer decides. */
// prettier-ignore
const application = (type: 'syndication' | 'referral'): Table => ({
  name: `${type} contract`,
  initial: ['pending', 'active'],
  final: ['rejected', 'terminated'],
  transitions: [
    { on: 'sign',      from: ['pending'], to: 'active',     by: ISSUER, rule: `${type}-contract/2` },
    { on: 'reject',    from: ['pending'], to: 'rejected',   by: ISSUER, rule: `${type}-contract/3` },
    { on: 'terminate', from: ['active'],  to: 'terminated', by: ISSUER, rule: `${type}-contract/4` },
  ],
});

// prettier-ignore
export const contractLifecycles: Record<ContractType, Table> = {
  program: invitation('program'),
  service: invitation('service'),
  distribution: {
    name: 'distribution contract',
    initial: ['enrolling', 'active'],
    final: ['rejected', 'terminated'],
    transitions: [
      { on: 'enroll',    from: ['enrolling'], to: 'pending',    by: OWNER,  rule: 'distribution-contract/2' },
      { on: 'sign',      from: ['pending'],   to: 'active',     by: ISSUER, rule: 'distribution-contract/3' },
      { on: 'reject',    from: ['pending'],   to: 'rejected',   by: ISSUER, rule: 'distribution-contract/4' },
      { on: 'terminate', from: ['active'],    to: 'terminated', by: ISSUER, rule: 'distribution-contract/5' },
      { on: 'refine',    from: ['pending'],   to: 'enrolling',  by: ISSUER, rule: 'distribution-contract/6' },
    ],
  },
  syndication: application('syndication'),
  referral: application('referral'),
};
