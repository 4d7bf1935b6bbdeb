/** Where handlers of a simulation run, and what says so. */
export type Mode = 'process' | 'sandbox';

const MODES: readonly string[] = ['process', 'sandbox'] satisfies Mode[];

/** The option, else ENTREPOT_SIMULATE, else `process`. Throws TypeError. */
export function modeOf(given: string | undefined): Mode {
  // eslint-disable-next-line no-restricted-syntax -- a test run is a process entry: one variable runs the same files in the other mode
  const environment = process.env;
  const mode = given ?? (environment['ENTREPOT_SIMULATE'] || 'process');
  if (MODES.includes(mode)) return mode as Mode;
  throw new TypeError(`${given === undefined ? 'ENTREPOT_SIMULATE' : 'mode'}: ${JSON.stringify(mode)} is not allowed; allowed: ${MODES.join(', ')}.`);
}
