import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";

type Json = Readonly<Record<string, unknown>>;

/**
 * The same schema, told in fewer words: every client puts the schemas of all tools before its model, in every conversation. What is left out says nothing: which
 * draft it is (the one that MCP assumes), limits of the numbers that a double can hold, that other members are allowed, a list of no members.
 */
export function leanSchema<Input, Output>(schema: StandardSchemaWithJSON<Input, Output>): StandardSchemaWithJSON<Input, Output> {
  const { jsonSchema, ...standard } = schema["~standard"];
  return { "~standard": { ...standard, jsonSchema: { input: (options) => leanRoot(jsonSchema.input(options)), output: (options) => leanRoot(jsonSchema.output(options)) } } };
}

function leanRoot(schema: Record<string, unknown>): Record<string, unknown> {
  const { $schema: _, ...rest } = schema;
  // Of the whole, clients expect the list of members, also where there is none.
  return { ...lean(rest), ...("properties" in rest ? { properties: leanAll(rest["properties"] as Json) } : {}) };
}

function lean(schema: Json): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([keyword, value]) => !isIdle(keyword, value)).map(([keyword, value]) => [keyword, keyword === "properties" ? leanAll(value as Json) : leanValue(keyword, value)]));
}

/** Schemas by name: the names are no keywords. */
function leanAll(schemas: Json): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, lean(schema as Json)]));
}

const WITH_SCHEMA = new Set(["items", "additionalProperties"]);
const WITH_SCHEMAS = new Set(["anyOf", "oneOf", "allOf"]);

function leanValue(keyword: string, value: unknown): unknown {
  if (WITH_SCHEMAS.has(keyword) && Array.isArray(value)) return value.map((each) => lean(each as Json));
  return WITH_SCHEMA.has(keyword) && isObject(value) ? lean(value) : value;
}

function isIdle(keyword: string, value: unknown): boolean {
  if (keyword === "minimum" || keyword === "maximum") return value === (keyword === "minimum" ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER);
  return (keyword === "additionalProperties" || keyword === "properties" || keyword === "items") && isObject(value) && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
