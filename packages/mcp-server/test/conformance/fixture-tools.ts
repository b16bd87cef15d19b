import { setTimeout as sleep } from "node:timers/promises";
import { inputRequired } from "@modelcontextprotocol/server";
import { z } from "zod";
import { type AnyTool, defineTool, type ToolAnswer, type ToolCall } from "../../src/registry/tool-spec.js";
import { PNG, WAV } from "./fixture-media.js";

/** Makes a tool that the suite knows by its name. */
export function fixtureTool<Input extends z.ZodObject>(name: string, input: Input, call: (input: z.output<Input>, call: ToolCall) => ToolAnswer | Promise<ToolAnswer>): AnyTool {
  const annotations = { readOnly: true, destructive: false, idempotent: true, openWorld: false };
  return defineTool({ name, title: name, description: `${name}, as the conformance suite expects it.`, input, annotations, call: async (given, context) => call(given, context) });
}

/** An answer of one text. */
export function answerWithText(text: string): ToolAnswer {
  return { type: "answered", content: [{ type: "text", text }] };
}

/** Input of a tool that takes none. */
export const NOTHING = z.object({});

const IMAGE = { type: "image", data: PNG, mimeType: "image/png" } as const;

/** The tools that only answer, tell what goes on, or fail. */
export const contentTools: readonly AnyTool[] = [
  fixtureTool("test_simple_text", NOTHING, () => answerWithText("This is a simple text response for testing.")),
  fixtureTool("test_image_content", NOTHING, () => ({ type: "answered", content: [IMAGE] })),
  fixtureTool("test_audio_content", NOTHING, () => ({ type: "answered", content: [{ type: "audio", data: WAV, mimeType: "audio/wav" }] })),
  fixtureTool("test_embedded_resource", NOTHING, () => ({
    type: "answered",
    content: [{ type: "resource", resource: { uri: "test://embedded-resource", mimeType: "text/plain", text: "This is an embedded resource content." } }],
  })),
  fixtureTool("test_multiple_content_types", NOTHING, () => ({
    type: "answered",
    content: [
      { type: "text", text: "Multiple content types test:" },
      IMAGE,
      { type: "resource", resource: { uri: "test://mixed-content-resource", mimeType: "application/json", text: JSON.stringify({ test: "data", value: 123 }) } },
    ],
  })),
  fixtureTool("test_error_handling", NOTHING, () => {
    throw new Error("This tool intentionally returns an error for testing");
  }),
  fixtureTool("test_tool_with_logging", NOTHING, async (_, { log }) => {
    for (const line of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
      await log("info", line);
      await sleep(50);
    }
    return answerWithText("Three lines were logged.");
  }),
  fixtureTool("test_logging_tool", NOTHING, async (_, { log }) => {
    await log("info", "A client that names no level must not get this.");
    return answerWithText("One line was logged.");
  }),
  fixtureTool("test_tool_with_progress", NOTHING, async (_, { tell }) => {
    for (const done of [0, 50, 100]) {
      await tell({ message: `${String(done)} of 100`, done, total: 100 });
      await sleep(50);
    }
    return answerWithText("It went on three times.");
  }),
  fixtureTool("test_reconnection", NOTHING, async (_, { letGo }) => {
    letGo();
    await sleep(200);
    return answerWithText("The client came back.");
  }),
];

const ADDRESS = { $anchor: "addressDef", type: "object", properties: { street: { type: "string" }, city: { type: "string" } } };

/** The tools whose input schema says what DGS's own never needed so far. */
export const schemaTools: readonly AnyTool[] = [
  fixtureTool(
    "json_schema_2020_12_tool",
    z
      .object({ name: z.string().optional(), address: z.looseObject({}).optional(), contactMethod: z.enum(["phone", "email"]).optional(), phone: z.string().optional(), email: z.string().optional() })
      .meta({
        $defs: { address: ADDRESS },
        allOf: [{ anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
        if: { properties: { contactMethod: { const: "phone" } }, required: ["contactMethod"] },
        then: { required: ["phone"] },
        else: { required: ["email"] },
      }),
    () => answerWithText("It was accepted."),
  ),
  fixtureTool("test_header", z.object({ region: z.string().meta({ "x-mcp-header": "Region" }) }), ({ region }) => answerWithText(region)),
];

/** What a fixture asks a model of the client. */
export function sampling(text: string, maxTokens: number): ReturnType<typeof inputRequired.createMessage> {
  return inputRequired.createMessage({ messages: [{ role: "user", content: { type: "text", text } }], maxTokens });
}
