/**
 * The published states and moves of usage files (platform-api.md section 20.1). Reading and checking of rows, which lies
 * between uploading and ready, belongs to the usage flow's own issue: until then an upload is ready at once.
 */
import type { Lifecycle } from '../../base/index.ts';

export type UsageFileStatus = 'draft' | 'ready' | 'pending' | 'accepted' | 'rejected' | 'closed' | 'deleted';
export type UsageFileAction = 'upload' | 'reprocess' | 'submit' | 'accept' | 'reject' | 'close' | 'delete';
export type UsageParty = 'vendor' | 'distributor' | 'reseller';

const SELLER = ['distributor', 'reseller'] as const;

// prettier-ignore
export const usageFileLifecycle = {
  name: 'usage file',
  initial: ['draft'],
  final: ['closed', 'deleted'],
  transitions: [
    { on: 'upload',    from: ['draft', 'ready', 'rejected'], to: 'ready',    by: ['vendor'], rule: 'usage-file/2' },
    { on: 'reprocess', from: ['ready'],                      to: 'ready',    by: ['vendor'] },
    { on: 'submit',    from: ['ready'],                      to: 'pending',  by: ['vendor'], rule: 'usage-file/8' },
    { on: 'accept',    from: ['pending'],                    to: 'accepted', by: SELLER,     rule: 'usage-file/11' },
    { on: 'reject',    from: ['pending'],                    to: 'rejected', by: SELLER,     rule: 'usage-file/9' },
    { on: 'close',     from: ['accepted'],                   to: 'closed',   by: SELLER,     rule: 'usage-file/12' },
    { on: 'delete',    from: ['draft', 'ready', 'rejected'], to: 'deleted',  by: ['vendor'] },
  ],
} as const satisfies Lifecycle<UsageFileStatus, UsageFileAction, UsageParty>;

/** Once submitted the file is the distributor's business too, until it is taken back by a new upload. */
export const SHARED_STATUSES = ['pending', 'accepted', 'rejected', 'closed'] as const;
/** Not submitted yet: its description may still be edited. */
export const EDITABLE_STATUSES = ['draft', 'ready', 'rejected'];
