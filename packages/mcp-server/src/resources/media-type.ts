const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  md: "text/markdown",
  json: "application/json",
  jsonl: "application/x-ndjson",
  yml: "application/yaml",
  yaml: "application/yaml",
};

/** The media type of a planning file, as its name says. All of them are text. */
export function mediaTypeOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  return Object.hasOwn(TYPES, ending) ? (TYPES[ending] ?? "text/plain") : "text/plain";
}
