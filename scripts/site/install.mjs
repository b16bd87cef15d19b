import { fileURLToPath } from "node:url";
import { fetchLocked } from "../workspace/fetch-locked.mjs";

/**
 * Sees to it that the generator of the site is there; resolves to its folder, or to `obstacle`, why it cannot be had.
 *
 * @param {{ say: (what: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ obstacle: string, folder?: undefined } | { obstacle?: undefined, folder: string }>}
 */
export function installGenerator({ say, env }) {
  return fetchLocked("site", fileURLToPath(new URL("generator/", import.meta.url)), { what: "the generator of the site", say, env });
}
