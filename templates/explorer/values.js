// Values of arguments and responses, as JSON and as Python; and calls as programs.
// Numbers keep their text, since JavaScript rounds those of more than 15 digits.

/** @typedef {{t: "string", v: string}} Text */
/** @typedef {{t: "number", v: string}} Digits */
/** @typedef {{t: "boolean", v: boolean}} Flag */
/** @typedef {{t: "null"}} Nothing */
/** @typedef {{t: "file", v: File}} Upload */
/** @typedef {{t: "array", v: Value[]}} List */
/** @typedef {{t: "object", v: [string, Value][]}} Members */
/** @typedef {Text | Digits | Flag | Nothing | Upload | List | Members} Value */
/** @typedef {{path: string, message: string, field: HTMLElement}} Problem */
/**
 * What the page says about its operation.
 * @typedef {object} Operation
 * @property {string} key
 * @property {string} tool
 * @property {string} function
 * @property {string} async
 * @property {string} method
 * @property {string} package
 * @property {boolean} stream
 * @property {string[]} types the definitions of the response
 * @property {unknown[]} examples
 */

export const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
export const INTEGER = /^-?(0|[1-9]\d*)$/;
const WIDTH = 72;

/** Parse JSON; numbers keep their digits where the browser shows them.
 * @param {string} text @returns {Value} */
export function parseJson(text) {
  /** @type {(key: string, value: any, context?: {source?: string}) => Value} */
  const revive = (_key, value, context) => {
    if (value === null) return { t: "null" };
    if (typeof value === "string") return { t: "string", v: value };
    if (typeof value === "boolean") return { t: "boolean", v: value };
    if (typeof value === "number") return { t: "number", v: context?.source ?? String(value) };
    if (Array.isArray(value)) return { t: "array", v: value };
    return { t: "object", v: Object.entries(value) };
  };
  return /** @type {any} */ (JSON.parse(text, /** @type {any} */ (revive)));
}

/** Write a value as JSON: on one line, or indented. A file is its name.
 * @param {Value} value @param {string} [indent] @returns {string} */
export function toJson(value, indent) {
  const [open, separator, close] =
    indent === undefined ? ["", ",", ""] : [`\n${indent}  `, `,\n${indent}  `, `\n${indent}`];
  const inner = indent === undefined ? undefined : `${indent}  `;
  const colon = indent === undefined ? ":" : ": ";
  switch (value.t) {
    case "null":
      return "null";
    case "file":
      return JSON.stringify(value.v.name);
    case "array":
      if (!value.v.length) return "[]";
      return `[${open}${value.v.map((item) => toJson(item, inner)).join(separator)}${close}]`;
    case "object": {
      if (!value.v.length) return "{}";
      const members = value.v.map(([name, item]) => JSON.stringify(name) + colon + toJson(item, inner));
      return `{${open}${members.join(separator)}${close}}`;
    }
    case "number":
      return value.v;
    default:
      return JSON.stringify(value.v);
  }
}

/** Write a value as a Python literal, in lines that are not too long.
 * @param {Value} value @param {string} [indent] @param {number} [used] @returns {string} */
export function toPython(value, indent = "", used = 0) {
  switch (value.t) {
    case "null":
      return "None";
    case "boolean":
      return value.v ? "True" : "False";
    case "number":
      return value.v;
    case "string":
      return pythonString(value.v);
    case "file":
      return `Path(${pythonString(value.v.name)})`;
  }
  const [open, close] = value.t === "array" ? "[]" : "{}";
  /** @type {[string, Value][]} */
  const parts =
    value.t === "array"
      ? value.v.map((item) => ["", item])
      : value.v.map(([name, item]) => [`${pythonString(name)}: `, item]);
  const line = open + parts.map(([name, item]) => name + toPython(item, "", -1e9)).join(", ") + close;
  if (indent.length + used + line.length <= WIDTH && !line.includes("\n")) return line;
  if (used < -1e6 || !parts.length) return line;
  const inner = `${indent}    `;
  const lines = parts.map(([name, item]) => `${inner}${name}${toPython(item, inner, name.length)},\n`);
  return `${open}\n${lines.join("")}${indent}${close}`;
}

/** @param {string} text */
function pythonString(text) {
  // Every escape of JSON is one of Python; what an editor may not show is escaped, too.
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** @param {Value | undefined} value @param {string} name @returns {Value | undefined} */
export function member(value, name) {
  return value?.t === "object" ? value.v.find(([key]) => key === name)?.[1] : undefined;
}

/** Convert a value to what `JSON.parse` returns. @param {Value | undefined} value @returns {any} */
export function plain(value) {
  return value === undefined ? undefined : JSON.parse(toJson(value));
}

/** Whether two values are the same JSON; members have no order. @param {Value} one @param {Value} other */
export function isSame(one, other) {
  /** @type {(value: Value) => Value} */
  const sorted = (value) => {
    if (value.t === "array") return { t: "array", v: value.v.map(sorted) };
    if (value.t !== "object") return value;
    const members = value.v.map(([name, item]) => /** @type {[string, Value]} */ ([name, sorted(item)]));
    return { t: "object", v: members.sort(([a], [b]) => (a < b ? -1 : 1)) };
  };
  return toJson(sorted(one)) === toJson(sorted(other));
}

/** List the files in a value with their dotted paths, and the value without them.
 * @param {Members} value @returns {{files: [string, File][], rest: Members}} */
export function splitFiles(value) {
  /** @type {[string, File][]} */
  const files = [];
  /** @type {(value: Value, path: string) => Value | undefined} */
  const strip = (item, path) => {
    if (item.t === "file") files.push([path, item.v]);
    if (item.t === "array") {
      const kept = item.v.map((each, index) => strip(each, `${path}.${index}`));
      const left = kept.filter((each) => each !== undefined);
      return left.length || !kept.length ? { t: "array", v: left } : undefined;
    }
    if (item.t === "object") {
      /** @type {[string, Value][]} */
      const left = [];
      for (const [name, each] of item.v) {
        const kept = strip(each, path ? `${path}.${name}` : name);
        if (kept !== undefined) left.push([name, kept]);
      }
      return { t: "object", v: left };
    }
    return item.t === "file" ? undefined : item;
  };
  const rest = /** @type {Members} */ (strip(value, ""));
  return { files, rest };
}

// Snippets

/** Write a call as a program, or as JSON. @param {string} style @param {Operation} operation
 * @param {Members} values @returns {string} */
export function snippet(style, operation, values) {
  if (style === "json") {
    return toJson({ t: "object", v: [["name", { t: "string", v: operation.tool }], ["arguments", values]] }, "");
  }
  const isAsync = style === "async";
  const name = isAsync ? operation.async : operation.function;
  const callee = style === "method" ? `client.${operation.method}` : name;
  const first = style === "method" ? [] : ["client"];
  /** @type {(indent: string, prefix: string, suffix?: string) => string} */
  const call = (indent, prefix, suffix = "") => {
    /** @type {(indent: string) => string[]} */
    const parts = (inner) => [
      ...first,
      ...values.v.map(([key, value]) => `${key}=${toPython(value, inner, key.length + 1)}`),
    ];
    const line = `${indent}${prefix}${callee}(${parts("").join(", ")})${suffix}`;
    if (line.length <= WIDTH + 16 && !line.includes("\n")) return line;
    const inner = `${indent}    `;
    return `${indent}${prefix}${callee}(\n${parts(inner).map((part) => `${inner}${part},\n`).join("")}${indent})${suffix}`;
  };
  const client = isAsync ? "AsyncClient" : "Client";
  const imports = [`from ${operation.package} import ${client}`];
  if (style !== "method") imports.push(`from ${operation.package}.operations import ${name}`);
  const modules = [];
  if (isAsync) modules.push("import asyncio");
  if (splitFiles(values).files.length) modules.push("from pathlib import Path");
  const head = [...modules, ...(modules.length ? [""] : []), ...imports].join("\n");
  if (isAsync) {
    const body = operation.stream
      ? `${call("        ", "async with await ", " as items:")}\n            async for item in items:\n                print(item)`
      : `${call("        ", "result = await ")}\n        print(result)`;
    return `${head}\n\n\nasync def main() -> None:\n    async with AsyncClient() as client:\n${body}\n\n\nasyncio.run(main())\n`;
  }
  const body = operation.stream
    ? `${call("", "with ", " as items:")}\n    for item in items:\n        print(item)`
    : `${call("", "result = ")}\nprint(result)`;
  return `${head}\n\nclient = Client()\n${body}\n`;
}
