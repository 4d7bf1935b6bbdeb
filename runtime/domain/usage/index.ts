import type { Job } from '../kit/index.ts';
import { sweepUploads } from './uploads.ts';
import { usageWork } from './work.ts';

export { usageChunkLifecycle, usageFileLifecycle } from './lifecycle.ts';
export { usageFiles } from './fields.ts';
export { usageRoutes } from './routes.ts';
export { usageChunkSubject, usageFileSubject } from './subject.ts';
export const usageJobs: readonly Job[] = [usageWork, sweepUploads];
