import { CONFIG_ALIASES, CONFIG_KEYS, type ConfigKey, type ConfigSchema } from "../../packages/core/src/index.js";
import { code, page, table } from "./page.js";

const KEYS = Object.keys(CONFIG_KEYS) as ConfigKey[];

/** What is said of each key in docs/configuration.md. */
export type KeyTexts = ReadonlyMap<string, string>;

/** Makes the JSON Schema of `config.json`, for editors: each key as it stands in the tables, nested, and in its older spellings. */
export function configSchema(texts: KeyTexts): string {
  const root: Section = { own: undefined, inner: new Map() };
  for (const key of KEYS) {
    const schema = describeKey(key, texts);
    place(root, [key], schema);
    if (key.includes(".")) place(root, key.split("."), schema);
    for (const alias of CONFIG_ALIASES[key] ?? []) place(root, alias.split("."), { ...schema, description: `An older spelling of ${key}. ${String(schema["description"] ?? "")}`.trim() });
  }
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "The configuration of DGS",
    description: "config.json in a planning folder. Keys that DGS does not know stay as they are and have no effect.",
    type: "object",
    properties: { $schema: { type: "string" }, ...propertiesOf(root) },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

interface Section {
  own: ConfigSchema | undefined;
  readonly inner: Map<string, Section>;
}

function place(section: Section, [name = "", ...rest]: readonly string[], schema: ConfigSchema): void {
  const found = section.inner.get(name) ?? { own: undefined, inner: new Map<string, Section>() };
  section.inner.set(name, found);
  if (rest.length === 0) found.own = schema;
  else place(found, rest, schema);
}

function propertiesOf({ inner }: Section): Record<string, unknown> {
  return Object.fromEntries([...inner].map(([name, section]) => [name, schemaOf(section)]));
}

/** Where an older file has the plain value there may be a section, too. */
function schemaOf(section: Section): unknown {
  if (section.inner.size === 0) return section.own;
  const nested = { type: "object", properties: propertiesOf(section) };
  return section.own === undefined ? nested : { anyOf: [section.own, nested] };
}

function describeKey(key: ConfigKey, texts: KeyTexts): ConfigSchema {
  const { schema, fallback } = CONFIG_KEYS[key];
  const text = texts.get(key);
  return { ...schema, ...(text === undefined ? {} : { description: text }), ...(fallback === undefined ? {} : { default: fallback }) };
}

/** Renders what each key may hold. */
export function configPage(): string {
  const intro = [
    "Every key of `config.json`, what it may hold and what it is where nobody sets it. What the keys do is told in [configuration](../configuration.md).",
    "[config.schema.json](config.schema.json) says the same as JSON Schema. An editor checks and completes the file by it where the file names it: `\"$schema\": \"path/to/config.schema.json\"`. DGS itself does not read that key.",
  ];
  const rows = KEYS.map((key) => {
    const { expects, fallback } = CONFIG_KEYS[key];
    return [code(key), expects, fallback === undefined ? "" : code(JSON.stringify(fallback)), (CONFIG_ALIASES[key] ?? []).map(code).join(", ")];
  });
  return page("Configuration keys", ...intro, table(["Key", "May hold", "Default", "Older spellings"], rows));
}
