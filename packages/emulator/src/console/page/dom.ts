// Elements made of texts alone: nothing here reads HTML, so that what a client has sent stays a text.

/** What an element may be given: its properties that are texts, numbers or booleans, and `on` for what it listens to. */
export interface Given {
  readonly className?: string
  readonly title?: string
  readonly type?: string
  readonly value?: string
  readonly name?: string
  readonly href?: string
  readonly src?: string
  readonly alt?: string
  readonly loading?: "lazy"
  readonly tabIndex?: number
  readonly disabled?: boolean
  readonly autofocus?: boolean
  readonly id?: string
  readonly method?: "dialog"
  readonly ariaLabel?: string
  readonly onclick?: () => void
}

type Child = Node | string

/** A new element with its children; a text becomes a text. */
export const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Given = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = Object.assign(document.createElement(tag), given)
  element.append(...children)
  return element
}

/** The element of that id in the page. Throws if it is of another kind: the page and its script do not match then. */
export const find = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const element = document.querySelector(`#${id}`)
  if (element instanceof kind) return element
  throw new Error(`the page has no ${kind.name} with the id ${id}`)
}

/** The control of that name in a form. */
export const field = <Kind extends HTMLElement>(form: HTMLFormElement, name: string, kind: new () => Kind): Kind => {
  const element = form.elements.namedItem(name)
  if (element instanceof kind) return element
  throw new Error(`the form ${form.id} has no ${kind.name} named ${name}`)
}

/** Adds those values that a select lacks, and leaves the choice as it is. */
export const offer = (select: HTMLSelectElement, values: readonly string[]): void => {
  const known = new Set([...select.options].map(({ value }) => value))
  for (const value of values) if (!known.has(value)) select.append(make("option", { value }, value))
}

/** What stands where there is nothing to show: why, and what to try. */
export const empty = (why: string, trial: string, command?: string): HTMLElement =>
  make(
    "div",
    { className: "empty" },
    make("p", {}, why),
    make("p", {}, trial),
    ...(command === undefined ? [] : [make("pre", { tabIndex: 0 }, command)])
  )

/** A list of terms and what they are; those without a value are left out. */
export const terms = (pairs: readonly (readonly [string, string | null | undefined])[]): HTMLElement =>
  make(
    "dl",
    {},
    ...pairs.flatMap(([term, value]) => (value ? [make("dt", {}, term), make("dd", { className: "mono" }, value)] : []))
  )
