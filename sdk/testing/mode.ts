/** Where handlers of a simulation run, and what says so. */
export type Mode = 'process' | 'sandbox';

const MODES: readonly string[] = ['process', 'sandbox'] satisfies Mode[];

/** The option, else ENTREPOT_SIMULATE, else `process`. Throws TypeError. */
export function modeOf(given: string | undefined, environment: Record<string, string | undefined> = process.env): Mode {
  const mode = given ?? (environment['ENTREPOT_SIMULATE'] || 'process');
  if (MODES.includes(mode)) return mode as Mode;
  throw new TypeError(`${given === undefined ? 'ENTREPOT_SIMULATE' : 'mode'}: ${JSON.stringify(mode)} is not allowed; allowed: ${MODES.join(', ')}.`);
}
