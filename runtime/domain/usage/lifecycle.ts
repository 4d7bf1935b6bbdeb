/** The published states and moves of usage files, their chunks and reconciliations (platform-api.md section 20.1). */
import type { Lifecycle } from '../../base/index.ts';

export type UsageFileStatus =
  'draft' | 'uploading' | 'uploaded' | 'processing' | 'invalid' | 'ready' | 'pending' | 'accepted' | 'rejected' | 'closed' | 'deleted';
export type UsageFileAction = 'upload' | 'store' | 'process' | 'reprocess' | 'finish' | 'refuse' | 'submit' | 'accept' | 'reject' | 'close' | 'delete';
export type UsageParty = 'vendor' | 'distributor' | 'reseller' | 'system';

const SELLER = ['distributor', 'reseller'] as const;

// prettier-ignore
export const usageFileLifecycle = {
  name: 'usage file',
  initial: ['draft'],
  final: ['closed', 'deleted'],
  transitions: [
    { on: 'upload',    from: ['draft'],            to: 'uploading',  by: ['vendor'], rule: 'usage-file/2' },
    { on: 'upload',    from: ['invalid'],          to: 'uploading',  by: ['vendor'], rule: 'usage-file/5' },
    { on: 'upload',    from: ['ready'],            to: 'uploading',  by: ['vendor'], rule: 'usage-file/7' },
    { on: 'upload',    from: ['rejected'],         to: 'uploading',  by: ['vendor'], rule: 'usage-file/10' },
    { on: 'store',     from: ['uploading'],        to: 'uploaded',   by: ['system'] },
    { on: 'process',   from: ['uploaded'],         to: 'processing', by: ['system'], rule: 'usage-file/3' },
    { on: 'reprocess', from: ['ready', 'invalid'], to: 'processing', by: ['vendor'] },
    { on: 'refuse',    from: ['processing'],       to: 'invalid',    by: ['system'], rule: 'usage-file/4' },
    { on: 'finish',    from: ['processing'],       to: 'ready',      by: ['system'], rule: 'usage-file/6' },
    { on: 'submit',    from: ['ready'],            to: 'pending',    by: ['vendor'], rule: 'usage-file/8' },
    { on: 'reject',    from: ['pending'],          to: 'rejected',   by: SELLER,     rule: 'usage-file/9' },
    { on: 'accept',    from: ['pending'],          to: 'accepted',   by: SELLER,     rule: 'usage-file/11' },
    { on: 'close',     from: ['accepted'],         to: 'closed',     by: SELLER,     rule: 'usage-file/12' },
    { on: 'delete',    from: ['draft', 'ready', 'invalid', 'rejected'], to: 'deleted', by: ['vendor'] },
  ],
} as const satisfies Lifecycle<UsageFileStatus, UsageFileAction, UsageParty>;

export type ChunkAction = 'generate' | 'fail' | 'regenerate' | 'close';

// prettier-ignore
export const usageChunkLifecycle = {
  name: 'usage chunk',
  initial: ['draft'],
  final: ['closed'],
  transitions: [
    { on: 'generate',   from: ['draft'],           to: 'ready',  by: ['system'] },
    { on: 'fail',       from: ['draft'],           to: 'failed', by: ['system'] },
    { on: 'regenerate', from: ['ready', 'failed'], to: 'draft',  by: SELLER },
    { on: 'close',      from: ['draft', 'ready'],  to: 'closed', by: SELLER },
  ],
} as const satisfies Lifecycle<'draft' | 'ready' | 'failed' | 'closed', ChunkAction, UsageParty>;

/** Once submitted the file is the distributor's business too, until it is taken back by a new upload. */
export const SHARED_STATUSES = ['pending', 'accepted', 'rejected', 'closed'] as const;
/** Not submitted yet: its description may still be edited. */
export const EDITABLE_STATUSES: readonly string[] = ['draft', 'ready', 'invalid', 'rejected'];
