import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** `import { a, type B, c as d } from "@dgs/x";` in one line or several. */
const IMPORT = /^(import|export) \{([^}]*)\} from "@dgs\/([a-z-]+)";/gm;
const REEXPORT = /^export \{([^}]*)\} from "(\.[^"]+)\.js";/gm;

/**
 * Makes an esbuild plugin that leads each import of `@dgs/x` past the front door, to the file that makes the name.
 *
 * For code splitting esbuild counts a file as used by everybody who enters by a door that names it. So what only one
 * command needs would be loaded by all of them.
 */
export function pastFrontDoors(packagesFolder: string): Plugin {
  const doors = new Map<string, ReadonlyMap<string, string>>();
  const doorOf = (name: string): ReadonlyMap<string, string> => {
    const door = doors.get(name) ?? readDoor(path.resolve(packagesFolder, name, "src"));
    doors.set(name, door);
    return door;
  };
  return {
    name: "past-front-doors",
    setup(build) {
      build.onLoad({ filter: /[\\/](packages|apps)[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, ({ path: file }) => {
        const source = readFileSync(file, "utf8");
        const contents = source.replace(IMPORT, (whole, word: string, names: string, door: string) => direct(word, names, doorOf(door)) ?? whole);
        return { contents, loader: "ts" };
      });
    },
  };
}

/** The names of a front door, each with the file that it comes from. A name that the door changes has to be taken from the door. */
function readDoor(folder: string): ReadonlyMap<string, string> {
  const source = readFileSync(path.join(folder, "index.ts"), "utf8");
  const entries = [...source.matchAll(REEXPORT)].flatMap(([, names = "", file = ""]) => {
    const target = path.join(folder, `${file}.ts`);
    return existsSync(target) ? valuesIn(names).filter((name) => !name.includes(" ")).map((name) => [name, target] as const) : [];
  });
  return new Map(entries);
}

/** The same import as one statement a name; `undefined` where a name is not to be had directly. */
function direct(word: string, names: string, door: ReadonlyMap<string, string>): string | undefined {
  const statements: string[] = [];
  for (const name of valuesIn(names)) {
    const file = door.get(name.split(" ")[0] ?? "");
    if (file === undefined) return undefined;
    statements.push(`${word} { ${name} } from ${JSON.stringify(file)};`);
  }
  return statements.join(" ");
}

/** The names in the brackets without types, which are nothing at run time. */
function valuesIn(list: string): string[] {
  return list.split(",").map((name) => name.trim()).filter((name) => name !== "" && !name.startsWith("type "));
}
