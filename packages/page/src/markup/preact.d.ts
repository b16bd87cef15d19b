/** What stands in a page: elements, texts, lists of them; nothing for `undefined`, `null` and `false`. */
export type Markup = Element | string | number | undefined | null | false | readonly Markup[];

/** An element, or a text that was made by {@link h}. */
export interface Element {
  readonly type: string;
}

/** The attributes of an element; `undefined` and `false` leave one out, `true` sets it without a value. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | { readonly __html: string }>>;

/** Makes an element. Texts in it and values of attributes are escaped when it is rendered. */
export function h(name: string, attributes: Attributes | null, ...children: readonly Markup[]): Element;

/** Renders an element as HTML, escaped. */
export function renderToString(element: Element): string;
