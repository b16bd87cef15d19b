/** A programming language that the checks of an audit can read a little of. */
export type Language = "javascript" | "python" | "go" | "rust" | "java" | "kotlin" | "csharp" | "php" | "ruby" | "swift" | "c" | "shell";

const EXTENSIONS: ReadonlyMap<string, Language> = new Map([
  ...["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"].map((end) => [end, "javascript"] as const),
  ...["py", "pyi"].map((end) => [end, "python"] as const),
  ...["c", "h", "cc", "cpp", "cxx", "hpp", "m", "mm", "dart", "scala", "groovy"].map((end) => [end, "c"] as const),
  ...["sh", "bash", "zsh"].map((end) => [end, "shell"] as const),
  ...["rb", "rake"].map((end) => [end, "ruby"] as const),
  ...["kt", "kts"].map((end) => [end, "kotlin"] as const),
  ["go", "go"],
  ["rs", "rust"],
  ["java", "java"],
  ["cs", "csharp"],
  ["php", "php"],
  ["swift", "swift"],
]);

/** Returns the language of a file by its name; `undefined` for one that is not known. */
export function languageOf(path: string): Language | undefined {
  return EXTENSIONS.get(extensionOf(path));
}

/** Returns what stands behind the last point of a file's name, in small letters; nothing for `.gitignore` and `Makefile`. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const point = name.lastIndexOf(".");
  return point <= 0 ? "" : name.slice(point + 1).toLowerCase();
}

/** Returns the last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Returns the folder of a path, without a slash at its end; nothing for a file at the top. */
export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
