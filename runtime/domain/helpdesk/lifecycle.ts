/** The published states and moves of a helpdesk case (spec: transitions.yaml), as a table. */
import type { Lifecycle } from '../../base/index.ts';

export type CaseState = 'pending' | 'inquiring' | 'resolved' | 'closed';
export type CaseAction = 'inquire' | 'pend' | 'resolve' | 'close';
/** `issuer` reports, `receiver` helps; `system` is the auto-close timer. */
export type CaseSide = 'issuer' | 'receiver' | 'system';

const SIDES = ['issuer', 'receiver'] as const;

// prettier-ignore
export const caseLifecycle = {
  name: 'case',
  initial: ['pending'],
  final: ['closed'],
  transitions: [
    { on: 'inquire', from: ['pending'],   to: 'inquiring', by: SIDES,                rule: 'case/2' },
    { on: 'pend',    from: ['inquiring'], to: 'pending',   by: SIDES,                rule: 'case/3' },
    { on: 'resolve', from: ['pending'],   to: 'resolved',  by: SIDES,                rule: 'case/4' },
    { on: 'close',   from: ['resolved'],  to: 'closed',    by: ['issuer', 'system'], rule: 'case/5' },
    { on: 'pend',    from: ['resolved'],  to: 'pending',   by: SIDES,                rule: 'case/6' },
  ],
} as const satisfies Lifecycle<CaseState, CaseAction, CaseSide>;
