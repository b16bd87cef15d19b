import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { choosePaint, EXIT_CODES, answerCall, failureReport, formatJson, isJsonAsked, renderFailure } from "../apps/cli/src/program.js";

/** Commands that are run one after the other in a folder, as a person would type them. */
export interface Session {
  /** Runs one line; returns what the terminal shows. A line that ends in `# exits N` has to end with that code. */
  readonly run: (line: string) => Promise<string>;
  /** Runs a line however it ends. */
  readonly attempt: (line: string) => Promise<{ readonly code: number; readonly output: string }>;
  readonly write: (file: string, text: string) => void;
}

/** Opens a session. `dgs` is the program from the sources as they are now, in this process; all else goes to a shell. */
export function openSession(folder: string, home: string): Session {
  let cwd = folder;
  const who = { NAME: "A Reader", EMAIL: "reader@example.invalid" };
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    ...{ GIT_CONFIG_NOSYSTEM: "1", GIT_AUTHOR_NAME: who.NAME, GIT_AUTHOR_EMAIL: who.EMAIL, GIT_COMMITTER_NAME: who.NAME, GIT_COMMITTER_EMAIL: who.EMAIL },
  };
  const shell = (line: string): { code: number; output: string } => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", line], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return { code: status ?? -1, output: stdout + stderr };
  };
  const attempt = async (line: string): Promise<{ code: number; output: string }> => (/^dgs(\s|$)/.test(line) ? await runDgs(wordsOf(line).slice(1), cwd, env) : shell(line));
  return {
    attempt,
    write: (file, text) => {
      // As an editor does: a document has to make its folders and its programs by commands that it shows.
      writeFileSync(path.join(cwd, file), text);
    },
    run: async (written) => {
      const [, line = "", wanted = "0"] = /^(.*?)(?:\s+# exits (\d+))?$/.exec(written.trim()) ?? [];
      const [, into] = /^cd (\S+)$/.exec(line) ?? [];
      if (into !== undefined) {
        cwd = path.resolve(cwd, into);
        return "";
      }
      const { code, output } = await attempt(line);
      if (code !== Number(wanted)) throw new Error(`${line}: exit ${String(code)} where ${wanted} was expected\n${output}`);
      return output;
    },
  };
}

function wordsOf(line: string): string[] {
  const plain = line.replace(/\s+#\s.*$/, "");
  const words = [...plain.matchAll(/"([^"\\$`]*)"|([^\s"'\\$`|;&<>*?]+)/g)];
  if (words.map(([word]) => word).join(" ") !== plain.trim().replace(/\s+/g, " ")) throw new Error(`${line}: only plain words, and words between double quotes, are understood behind dgs`);
  return words.map(([, quoted, word]) => quoted ?? word ?? "");
}

/** Like `main.ts`, with both streams on one terminal. */
async function runDgs(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  let shown = "";
  const output = { write: (text: string) => void (shown += text), isTerminal: false, columns: () => 100 };
  const answer = await answerCall({ args, cwd, env, stdout: output, stderr: output }, "0.0.0");
  const json = isJsonAsked(args);
  if (answer.type === "reported") {
    output.write(`${json ? formatJson(answer.report) : answer.text()}\n`);
    return { code: EXIT_CODES[answer.exit], output: shown };
  }
  if (answer.type === "served") throw new Error("a document runs a command that serves another program");
  output.write(`${json ? formatJson(failureReport(answer, cwd)) : renderFailure(answer, cwd, choosePaint(output, env))}\n`);
  return { code: EXIT_CODES[answer.refusal.exit], output: shown };
}

/** One command of a transcript, and what it is said to print. */
interface Turn {
  readonly command: string;
  readonly shown: readonly string[];
}

/** Divides a transcript at its prompts, `$ `. */
export function turnsOf(transcript: string): Turn[] {
  const turns: { command: string; shown: string[] }[] = [];
  for (const line of transcript.trimEnd().split("\n")) {
    if (line.startsWith("$ ")) turns.push({ command: line.slice(2), shown: [] });
    else if (turns.length === 0) throw new Error(`the transcript starts without a prompt: ${line}`);
    else turns.at(-1)?.shown.push(line);
  }
  return turns.map(({ command, shown }) => ({ command, shown: trimEmpty(shown) }));
}

/** Opens a session in a new folder below another one, two levels deep: worktrees stand beside a checkout. */
export function openOwnSession(folder: string): Session {
  const home = mkdtempSync(path.join(folder, "home-"));
  mkdirSync(path.join(home, "work"));
  return openSession(path.join(home, "work"), home);
}

/**
 * Says where a transcript differs from what was printed; `undefined` where it does not.
 *
 * A line `…` stands for any number of lines. Times, commits and dates differ from run to run and count as equal.
 */
export function differenceFrom(shown: readonly string[], printed: string): string | undefined {
  const expected = shown.map(steady);
  const actual = trimEmpty(printed.split("\n")).map(steady);
  let deepest = 0;
  const fits = (i: number, j: number): boolean => {
    deepest = Math.max(deepest, i);
    const line = expected[i];
    if (line === undefined) return j === actual.length;
    if (line.trim() === "…") return fits(i + 1, j) || (j < actual.length && fits(i, j + 1));
    return line === actual[j] && fits(i + 1, j + 1);
  };
  if (fits(0, 0)) return undefined;
  return `line ${String(deepest + 1)} (${expected[deepest] ?? "its end"}) is not there. It printed:\n${printed}`;
}

/** Takes out of a line what is never the same twice. */
function steady(line: string): string {
  return line
    .trimEnd()
    .replace(/\b(?:\d+ min )?\d+(?:\.\d+)? s\b|\b\d+ h \d+ min\b/g, "0.0 s")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/g, "COMMIT");
}

function trimEmpty(lines: readonly string[]): string[] {
  const filled = lines.flatMap((line, index) => (line.trim() === "" ? [] : [index]));
  return lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1);
}
