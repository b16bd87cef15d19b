import { appendFileSync } from "node:fs";

/**
 * Prints the closing line of a task and returns its exit code: nothing counted is a failure, as is anything failed.
 *
 * The file named in DGS_COUNTS gets the two numbers as well, for whoever adds up several tasks.
 */
export function closeWithCounts({ passed, failed }) {
  const failures = passed + failed === 0 ? 1 : failed;
  if (process.env.DGS_COUNTS) appendFileSync(process.env.DGS_COUNTS, `${passed} ${failures}\n`);
  console.log(`${passed} passed, ${failures} failed`);
  return failures === 0 ? 0 : 1;
}
