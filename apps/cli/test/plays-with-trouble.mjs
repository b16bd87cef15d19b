// An agent of the command adapter: it does what a tape has for its run, and the trouble that lies ready for it once.
//   node plays-with-trouble.mjs <tape> <folder of troubles: one file for a run, called by its purpose and attempt>
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const [tapeFile = "", troubles = ""] = process.argv.slice(2);
const { DGS_PURPOSE: purpose = "", DGS_ATTEMPT: attempt = "1", DGS_OUTBOX: outbox = "" } = process.env;
const named = purpose.replace(/ [0-9a-f]{10}$/, "");
const trouble = path.join(troubles, `${named} ${attempt}`);
const kind = existsSync(trouble) ? readFileSync(trouble, "utf8") : "none";
rmSync(trouble, { force: true });

const entry = JSON.parse(readFileSync(tapeFile, "utf8")).entries.find((each) => each.purpose === named);
const put = (folder, { path: name, text }) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

if (kind === "crash" || entry === undefined) process.exit(3);
if (kind === "limit") {
  put(outbox, { path: "result.json", text: JSON.stringify({ status: "limit-reached", message: "too much to do", resetsAt: new Date(Date.now() - 60_000).toISOString() }) });
  process.exit(0);
}
const [first, ...rest] = entry.changes;
if (first !== undefined) put(process.cwd(), kind === "findings" ? { ...first, text: `${first.text}// not yet\n` } : first);
// No summary is left: that is a finding.
if (kind === "findings") process.exit(0);
if (kind === "hang") {
  execFileSync("git", ["add", first.path]);
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "feat: the first half"]);
  put(process.cwd(), { path: rest[0].path, text: "half of it\n" });
  writeFileSync(path.join(troubles, "hangs"), "");
  setInterval(() => undefined, 60_000);
} else {
  for (const change of rest) put(process.cwd(), change);
  for (const file of entry.outbox) put(outbox, file);
}
