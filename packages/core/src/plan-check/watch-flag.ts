const FLAG = /^--watch(?:-?all)?(?:=(?!false\b|0\b).*)?$/i;
/** Programs whose `-w` is a watch; of others it is a workspace, a width and so on. */
const SHORT = /(?:^|\/)(?:vitest|jest|mocha|ava|tsc|rollup|webpack|esbuild|tsup|sass|babel|nodemon|pytest-watch)$/;
const WATCHERS = /(?:^|\/)(?:nodemon|tsc-watch|pytest-watch|ptw|watchexec|chokidar|watch|entr)$/;
const SCRIPT = /^(?:dev|serve|watch|start|[\w-]*[:-]watch|watch[:-][\w:-]*|test:watch)$/;

/**
 * Returns what makes a command go on for ever, as it stands in the command: a watch flag, a program that watches, a script that serves. `undefined` where nothing tells. (formats.md 7.3)
 */
export function watchFlagOf(command: string): string | undefined {
  const parts = command.split(/&&|\|\||[;|&\n]/);
  for (const part of parts) {
    const words = part.trim().split(/\s+/).map((word) => word.replace(/^["']+|["']+$/g, ""));
    const flag = words.find((word) => FLAG.test(word));
    if (flag !== undefined) return flag;
    const at = words.findIndex((word) => !/^(?:npx|pnpm|yarn|bunx|exec|dlx|--yes|-y|node|env|\w+=\S*)$/.test(word));
    const program = words[at] ?? "";
    if (WATCHERS.test(program)) return program;
    if (SHORT.test(program) && words.slice(at + 1).some((word) => word === "-w" || word === "watch")) return words.slice(at + 1).find((word) => word === "-w" || word === "watch");
    const script = scriptOf(words);
    if (script !== undefined && SCRIPT.test(script)) return script;
  }
  return undefined;
}

/** The script that a package manager is told to run; `npm start` is short for one. */
function scriptOf([program = "", first = "", second = ""]: readonly string[]): string | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(program)) return undefined;
  return first === "run" || first === "run-script" ? second : first;
}
