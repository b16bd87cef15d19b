import type { Problem } from "../problem.js";

/** What a configuration file says; a key that it does not set has its default. */
export interface ConfigReading {
  readonly problems: readonly Problem[];
}

/** Reads the configuration. */
export declare function readConfig(text: string | undefined, path: string): ConfigReading;

/** Returns the text of a new configuration file. */
export declare function renderDefaultConfig(): string;
