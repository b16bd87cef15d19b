import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { leanSchema } from "./lean-schema.js";

const jsonOf = (schema: z.ZodObject): Record<string, unknown> => leanSchema(schema)["~standard"].jsonSchema.input({ target: "draft-2020-12" });

describe("leanSchema", () => {
  it("leaves out what says nothing", () => {
    expect(jsonOf(z.looseObject({ after: z.int(), runs: z.array(z.unknown()), report: z.looseObject({}).optional() }))).toEqual({
      type: "object",
      properties: { after: { type: "integer" }, runs: { type: "array" }, report: { type: "object" } },
      required: ["after", "runs"],
    });
    expect(jsonOf(z.object({}).strict())).toEqual({ type: "object", properties: {}, additionalProperties: false });
  });

  it("keeps what is a limit, a default or a choice, and members that are called as keywords are", () => {
    const member = z.object({ minimum: z.int().min(1).max(9), properties: z.object({}), maximum: z.enum(["a", "b"]).default("a"), items: z.array(z.string().min(1)).max(3), either: z.union([z.looseObject({}), z.string()]) }).strict();
    expect(jsonOf(member)).toEqual({
      type: "object",
      properties: {
        minimum: { type: "integer", minimum: 1, maximum: 9 },
        properties: { type: "object" },
        maximum: { type: "string", enum: ["a", "b"], default: "a" },
        items: { type: "array", items: { type: "string", minLength: 1 }, maxItems: 3 },
        either: { anyOf: [{ type: "object" }, { type: "string" }] },
      },
      required: ["minimum", "properties", "items", "either"],
      additionalProperties: false,
    });
  });

  it("takes and refuses what the schema itself does", async () => {
    const schema = z.object({ version: z.string().max(3), after: z.int().default(0) }).strict();
    const fits = new Ajv2020().compile(jsonOf(schema));
    for (const value of [{ version: "v1" }, { version: "v1", after: 3 }, { version: "v1.0" }, {}, { version: "v1", other: 1 }, { version: "v1", after: 0.5 }]) {
      const { issues } = await leanSchema(schema)["~standard"].validate(value);
      expect([value, fits(value)]).toEqual([value, issues === undefined]);
    }
  });
});
