import { isObject } from "../shape/shape.js";
import { listAt, textAt } from "../program/json-fields.js";

/** How a session is told its model: the message to send, or which models there are where the wanted one is not among them. */
export type ModelChoice = { readonly type: "message"; readonly method: string; readonly params: object } | { readonly type: "unknown"; readonly offered: readonly string[] };

/** Chooses the model of a new session from what the program offers: as an option of the session, or in a list of models of its own. */
export function chooseModel(session: unknown, model: string): ModelChoice {
  const sessionId = textAt(session, "sessionId");
  const option = listAt(session, "configOptions").find((each) => textAt(each, "category") === "model" || textAt(each, "id") === "model");
  const values = listAt(option, "options").flatMap((each) => (isObject(each) && "options" in each ? listAt(each, "options") : [each])).flatMap((each) => textAt(each, "value") ?? []);
  if (values.includes(model)) return { type: "message", method: "session/set_config_option", params: { sessionId, configId: textAt(option, "id"), value: model } };
  const models = listAt(session, "models", "availableModels").flatMap((each) => textAt(each, "modelId") ?? []);
  if (models.includes(model)) return { type: "message", method: "session/set_model", params: { sessionId, modelId: model } };
  return { type: "unknown", offered: [...new Set([...values, ...models])] };
}
