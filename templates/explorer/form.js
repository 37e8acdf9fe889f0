// Forms: fields that the server has laid out, some of them in templates.

import { $, button, el, load } from "./elements.js";
import { INTEGER, NUMBER, isSame, parseJson, toJson } from "./values.js";

/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Members} Members */
/** @typedef {import("./values.js").Problem} Problem */

export const OTHER = "\x01";
/** What to do after a button has changed the form. */
export const form = { changed: () => {} };

/** @param {ParentNode} root @returns {HTMLElement[]} */
export const fieldsIn = (root) => Array.from(root.querySelectorAll(":scope > .f"));

/** The control of a simple field. @param {HTMLElement} field
 * @returns {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null} */
const controlOf = (field) => field.querySelector(":scope > .h > :is(input, select, textarea), :scope > .raw");

/** The part of a field with the fields in it. @param {HTMLElement} field @returns {HTMLElement | null} */
export const insideOf = (field) => field.querySelector(":scope > .c");

/** @param {HTMLElement} field @returns {HTMLTemplateElement[]} */
const templatesOf = (field) => Array.from(field.querySelectorAll(":scope > template"));

/** @param {HTMLElement} field */
const isUnset = (field) => field.querySelector(":scope > .unset")?.getAttribute("aria-pressed") === "true";

/** The JSON that the choice beside a field sends: of the API's own, or of an empty value.
 * @param {HTMLElement} field @returns {string | undefined} */
function emptyOf(field) {
  const { u, e, k } = field.dataset;
  if (u !== undefined || e === undefined) return u;
  return k === undefined ? '""' : k === "list" ? "[]" : "{}";
}

/** Add the buttons that fields have beside their control. @param {ParentNode} root */
export function enhance(root) {
  for (const field of fieldsIn(root)) {
    const { u, k } = field.dataset;
    const empty = emptyOf(field);
    const after = $(":scope > .h", field);
    if (after.matches("button")) {
      after.setAttribute("type", "button");
      after.setAttribute("aria-expanded", "false");
    }
    if (k === "const" && "r" in field.dataset) $("select", field).querySelector("option")?.remove();
    if (["object", "list", "map", "union", "tuple", "json"].includes(k ?? "") && k !== "json") {
      after.after(button("JSON", () => void toRaw(field), { class: "as-json", title: "Edit as JSON" }));
    }
    if (empty !== undefined) {
      const label = u === undefined ? "send empty" : "unset";
      const toggle = button(label, () => setUnset(field, !isUnset(field)), { class: "unset", "aria-pressed": "false", title: `Send ${empty}`, "data-always": u !== undefined });
      toggle.setAttribute("aria-label", `${label} ${field.dataset.n ?? "item"}`);
      after.after(toggle);
    }
  }
}

/** @param {HTMLElement} field @param {boolean} on */
function setUnset(field, on) {
  field.querySelector(":scope > .unset")?.setAttribute("aria-pressed", String(on));
  field.classList.toggle("is-unset", on);
  if (on) collapse(field, true);
  form.changed();
}

/** @param {HTMLElement} field @param {boolean} isCollapsed */
export function collapse(field, isCollapsed) {
  const inside = insideOf(field);
  if (inside) inside.hidden = isCollapsed;
  field.querySelector(":scope > button.h")?.setAttribute("aria-expanded", String(!isCollapsed));
}

/** Edit a field as JSON, or again as a form. @param {HTMLElement} field @param {string} [text] */
async function toRaw(field, text) {
  const raw = controlOf(field);
  if (raw?.matches(".raw")) {
    raw.remove();
    field.classList.remove("is-raw");
    try {
      const value = raw.value.trim() ? parseJson(raw.value) : undefined;
      if (value) await write(field, value);
    } catch {
      await toRaw(field, raw.value);
    }
  } else {
    const value = text ?? (() => { const found = read(field, false, []); return found ? toJson(found, "") : ""; })();
    const area = el("textarea", { class: "raw", rows: 3, "aria-label": `${field.dataset.n ?? "item"} as JSON`, spellcheck: "false" });
    area.value = value;
    setUnset(field, false);
    $(":scope > .h", field).after(area);
    field.classList.add("is-raw");
  }
  form.changed();
}

/** The fields of a definition, which may not be in the page. @param {string} name */
async function definition(name) {
  const id = `t-${name}`;
  let template = /** @type {HTMLTemplateElement | null} */ (document.getElementById(id));
  if (!template) {
    const text = await (await load(`inputs/${name}.html`)).text();
    template = el("template", { id });
    /** @type {HTMLTemplateElement} */ (template).innerHTML = text;
    document.body.append(/** @type {HTMLTemplateElement} */ (template));
  }
  return /** @type {HTMLTemplateElement} */ (template);
}

/** Show what is in a field. @param {HTMLElement} field @returns {Promise<HTMLElement>} */
export async function open(field) {
  const { k, t } = field.dataset;
  if (isUnset(field)) setUnset(field, false);
  let inside = insideOf(field);
  if (!inside) {
    inside = /** @type {HTMLElement} */ (el("div", { class: `c ${k}` }));
    field.append(inside);
    const templates = templatesOf(field);
    if (k === "object") {
      const source = t ? await definition(t) : templates[0];
      if (source) inside.append(source.content.cloneNode(true));
    } else if (k === "tuple") {
      for (const template of templates) inside.append(template.content.cloneNode(true));
    } else if (k === "union") {
      const options = templates.map((each, i) => el("option", { value: i }, each.content.querySelector("b")?.textContent ?? ""));
      const select = el("select", { class: "choice", "aria-label": `Type of ${field.dataset.n ?? "item"}` }, el("option", { value: "" }, "not sent"), ...options);
      inside.append(select);
    } else {
      inside.append(button(k === "map" ? "Add a member" : "Add an item", () => { add(field); form.changed(); }, { class: "add" }));
    }
    enhance(inside);
    for (const nested of fieldsIn(inside)) if (nested.matches("[data-r]:is([data-k=object], [data-k=tuple])") && !nested.dataset.t) await open(nested);
  }
  collapse(field, false);
  return inside;
}

/** Add an item to a list, or a member to a map. @param {HTMLElement} field @param {string} [key] */
function add(field, key) {
  const inside = /** @type {HTMLElement} */ (insideOf(field));
  const row = el("div", { class: "row" });
  if (field.dataset.k === "map") row.append(el("input", { class: "name", placeholder: "name", "aria-label": "Name", value: key ?? "" }));
  row.append(/** @type {HTMLTemplateElement} */ (templatesOf(field)[0]).content.cloneNode(true));
  row.append(button("×", () => { row.remove(); form.changed(); }, { class: "remove", "aria-label": "Remove" }));
  inside.insertBefore(row, inside.lastElementChild);
  enhance(row);
  return /** @type {HTMLElement} */ (row);
}

/** Choose an alternative of a union. @param {HTMLElement} field @param {string} position */
export async function choose(field, position) {
  const inside = await open(field);
  for (const nested of fieldsIn(inside)) nested.remove();
  /** @type {HTMLSelectElement} */ ($("select", inside)).value = position;
  const template = position === "" ? undefined : templatesOf(field)[Number(position)];
  if (!template) return undefined;
  inside.append(template.content.cloneNode(true));
  enhance(inside);
  const [chosen] = fieldsIn(inside);
  if (chosen.querySelector(":scope > button.h")) await open(chosen);
  return chosen;
}

/** Read a field; undefined if it is not sent.
 * @param {HTMLElement} field @param {boolean} isForced whether it is sent even if it is empty
 * @param {Problem[]} problems @param {string} [path] @returns {Value | undefined} */
export function read(field, isForced, problems, path = field.dataset.n ?? "") {
  /** @type {(message: string) => undefined} */
  const refuse = (message) => void problems.push({ path, message, field });
  if (isUnset(field)) return parseJson(emptyOf(field) ?? "null");
  const { k, f } = field.dataset;
  const isNeeded = isForced && "r" in field.dataset;
  const control = controlOf(field);
  if (control) {
    const text = control.value;
    if (control.matches(".raw") || k === "json") {
      if (!text.trim()) return isNeeded ? refuse("is required") : undefined;
      try {
        return parseJson(text);
      } catch {
        return refuse("is not valid JSON");
      }
    }
    if (k === "file") {
      const file = /** @type {HTMLInputElement} */ (control).files?.[0];
      return file ? { t: "file", v: file } : isNeeded ? refuse("is required") : undefined;
    }
    if (text === "") return !isNeeded ? undefined : k === undefined && !field.dataset.n ? { t: "string", v: "" } : refuse("is required");
    return scalar(k ?? "", f ?? "", text) ?? refuse(k === "integer" ? "must be an integer" : k === "number" ? "must be a number" : "is not valid JSON");
  }
  const inside = insideOf(field);
  if (!inside) {
    if (isNeeded && k === "list") return { t: "array", v: [] };
    if (isNeeded && (k === "map" || (k === "object" && !field.dataset.t && !templatesOf(field).length))) return { t: "object", v: [] };
    return isNeeded ? refuse("is required") : undefined;
  }
  const rows = /** @type {HTMLElement[]} */ (Array.from(inside.querySelectorAll(":scope > .row")));
  if (k === "union") {
    const [chosen] = fieldsIn(inside);
    return chosen ? read(chosen, true, problems, path) : isNeeded ? refuse("is required") : undefined;
  }
  if (k === "list" || k === "tuple") {
    const items = k === "list" ? rows.map((row) => fieldsIn(row)[0]) : fieldsIn(inside);
    /** @type {Problem[]} */
    const found = [];
    const values = items.map((item, i) => read(item, k === "list" || isForced, found, `${path}[${i}]`));
    const given = values.filter((value) => value !== undefined);
    if (!given.length && !rows.length && !isNeeded) return undefined;
    problems.push(...found);
    return { t: "array", v: given };
  }
  if (k === "map") {
    /** @type {[string, Value][]} */
    const members = [];
    for (const row of rows) {
      const name = /** @type {HTMLInputElement} */ ($(".name", row)).value;
      const value = read(fieldsIn(row)[0], true, problems, `${path}.${name}`);
      if (value !== undefined) members.push([name, value]);
    }
    return members.length || isNeeded ? { t: "object", v: members } : undefined;
  }
  return readMembers(inside, isNeeded || !field.dataset.n, problems, path);
}

/** Read the fields of an object. @param {ParentNode} root @param {boolean} isForced
 * @param {Problem[]} problems @param {string} [path] @returns {Members | undefined} */
export function readMembers(root, isForced, problems, path = "") {
  /** @type {[string, Value][]} */
  const members = [];
  /** @type {Problem[]} */
  const found = [];
  let isGiven = isForced;
  for (const field of fieldsIn(root)) {
    const { n, k } = field.dataset;
    const value = read(field, true, found, path && n ? `${path}.${n}` : n ?? path);
    if (value === undefined) continue;
    isGiven ||= k !== "const" || !("r" in field.dataset);
    if (n === undefined && value.t === "object") members.push(...value.v);
    else members.push([n ?? "", value]);
  }
  if (!isGiven) return undefined;
  problems.push(...found);
  return { t: "object", v: members };
}

/** Read the text of a control; undefined if it does not fit. @param {string} kind @param {string} format
 * @param {string} text @returns {Value | undefined} */
export function scalar(kind, format, text) {
  if (kind === "boolean") return { t: "boolean", v: text === "true" };
  if (kind === "const" || format === "json") {
    try {
      return parseJson(text);
    } catch {
      return undefined;
    }
  }
  if (kind === "integer") {
    if (format === "unix-time" && /^\d{4}-/.test(text) && Date.parse(text)) text = String(Math.floor(Date.parse(text) / 1000));
    return INTEGER.test(text.trim()) ? { t: "number", v: text.trim() } : undefined;
  }
  if (kind === "number") return NUMBER.test(text.trim()) ? { t: "number", v: text.trim() } : undefined;
  return { t: "string", v: text };
}

/** Fill in a field; as JSON where it cannot have the value. @param {HTMLElement} field @param {Value} value */
export async function write(field, value) {
  await fill(field, value);
  const written = read(field, true, []);
  if ((!written || !isSame(written, value)) && field.dataset.k !== "file") await toRaw(field, toJson(value, ""));
}

/** @param {HTMLElement} field @param {Value} value */
async function fill(field, value) {
  const { k } = field.dataset;
  if (toJson(value) === emptyOf(field)) return setUnset(field, true);
  setUnset(field, false);
  const control = controlOf(field);
  if (control instanceof HTMLSelectElement) {
    const text = field.dataset.f === "json" || k === "const" || value.t !== "string" ? toJson(value) : value.v;
    if (!Array.from(control.options).some((option) => option.value === text || option.text === text)) control.add(new Option(text), control.options.length - 1);
    control.value = text;
  } else if (control) {
    if (k !== "file") control.value = control.matches(".raw") || k === "json" ? toJson(value, "") : "v" in value ? String(value.v) : "";
  } else if (k === "union") {
    for (const position of templatesOf(field).keys()) {
      const chosen = await choose(field, String(position));
      if (chosen) await fill(chosen, value);
      const written = chosen && read(chosen, true, []);
      if (written && isSame(written, value)) break;
    }
  } else if (k === "list" && value.t === "array") {
    const inside = await open(field);
    for (const row of inside.querySelectorAll(":scope > .row")) row.remove();
    for (const item of value.v) await write(fieldsIn(add(field))[0], item);
  } else if (k === "tuple" && value.t === "array") {
    const fields = fieldsIn(await open(field));
    for (const [i, item] of value.v.entries()) if (fields[i]) await write(fields[i], item);
  } else if (value.t === "object") {
    if (k === "map") for (const [name, item] of (await open(field), value.v)) await write(fieldsIn(add(field, name))[0], item);
    else await writeMembers(await open(field), value);
  }
}

/** @param {ParentNode} root @param {Members} value */
export async function writeMembers(root, value) {
  const fields = fieldsIn(root);
  const further = fields.find((field) => field.dataset.n === undefined);
  for (const [name, item] of value.v) {
    const field = fields.find((each) => each.dataset.n === name);
    if (field) await write(field, item);
    else if (further) {
      await open(further);
      await write(fieldsIn(add(further, name))[0], item);
    }
  }
}
