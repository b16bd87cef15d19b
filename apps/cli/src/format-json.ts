/** Characters that turn or hide what stands beside them on a terminal; JSON leaves them as they are unless told. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Makes one line of JSON that holds no character which a terminal acts on; it says the same. */
export function formatJson(value: object): string {
  return JSON.stringify(value).replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
