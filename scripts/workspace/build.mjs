import { runQuiet } from "./child.mjs";
import { installedProgram } from "./places.mjs";

/** Builds the given packages and what they depend on, or all of them; what did not change comes from turbo's cache. */
export async function build(packages = []) {
  const filters = packages.map((name) => `--filter=${name}`);
  const args = [installedProgram("turbo"), "run", "build", "--output-logs=errors-only", "--ui=stream", ...filters];
  const { code, output } = await runQuiet(process.execPath, args);
  if (code !== 0) console.error(output);
  return code;
}
