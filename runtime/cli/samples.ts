/** What hooks get, recorded from walks of every event and status: `npm run generate`. */
import type { EventType, ObjectClass } from '../../sdk/contract/index.ts';
import recorded from './samples.json' with { type: 'json' };

interface Samples {
  schemas: Record<string, object>;
  samples: Record<string, object>;
}

export const sampleOf = (type: EventType): object | undefined => (recorded as Samples).samples[type];
export const schemaOf = (object: ObjectClass): object | undefined => (recorded as Samples).schemas[object];
