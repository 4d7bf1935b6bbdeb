/** What a call looks like and what it answers, one example per operation, recorded from a walk: `npm run generate`. */
import recorded from './examples.json' with { type: 'json' };

export interface Example {
  /** The role that called. */
  by: string;
  path: string;
  body?: unknown;
  status: number;
  answer?: unknown;
}

export const exampleOf = (operation: string): Example | undefined => (recorded as Record<string, Example>)[operation];
