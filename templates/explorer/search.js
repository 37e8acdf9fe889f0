// Search of operations, as the tools search. The index is computed when the site is.

/** @typedef {{actions: Map<string, number>, isRequest: boolean, verb: string[], objects: string[],
 *   context: string[], details: string[]}} Query */
/** @typedef {{actions: string[], ownVerb: Set<string>, subjects: string[][], qualifiers: string[][],
 *   names: Set<string>}} Entry */

const WORD = /[A-Z]+(?![\p{L}--[A-Z]])|\p{L}[\p{L}--[A-Z]]*|\d+/gv;
const PARAMETER = /^\{[^{}]*\}$/;

/** @param {string} word */
function isPlural(word) {
  return word.length > 3 && word.endsWith("s") && !/(ss|us|is|ias)$/.test(word);
}

/** @param {string} word */
export function stem(word) {
  if (isPlural(word)) {
    if (word.endsWith("ies") && word.length > 4) word = `${word.slice(0, -3)}y`;
    else word = word.slice(0, /(sses|xes|ches|shes|zes)$/.test(word) ? -2 : -1);
  }
  for (const ending of ["ing", "ed"]) {
    const root = word.endsWith(ending) ? word.slice(0, -ending.length) : word;
    if (root !== word && root.length > 2 && /[aeiouy]/.test(root)) {
      const isDoubled = root.at(-1) === root.at(-2);
      const isKept = /[lsz]$/.test(root) && root.length < 7;
      word = isDoubled && !isKept ? root.slice(0, -1) : root;
      break;
    }
  }
  return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
}

/** @param {string} text */
const folded = (text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).join("").toLowerCase();

/** @param {string} word */
const withoutOne = (word) => new Set([word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]);

export class SearchIndex {
  /** @param {any} data the content of search.json */
  constructor(data) {
    const stems = data.stems.split(" ");
    /** @type {(numbers: number[]) => string[]} */
    const named = (numbers) => numbers.map((number) => stems[number]);
    /** @type {string[][]} */
    this.operations = data.operations;
    /** @type {Entry[]} */
    this.entries = data.entries.map((/** @type {number[][]} */ [actions, own, ...others]) => ({
      actions: named(actions),
      ownVerb: new Set(named(own)),
      subjects: [named(others[0]), named(others[1])],
      qualifiers: [named(others[2]), named(others[3])],
      names: new Set(named(others[4])),
    }));
    /** @type {Map<string, [number, number][]>} */
    this.scores = new Map();
    data.scores.forEach((/** @type {number[]} */ flat, /** @type {number} */ number) => {
      /** @type {[number, number][]} */
      const found = [];
      for (let i = 0; i < flat.length; i += 2) found.push([flat[i], flat[i + 1] / 1000]);
      if (found.length) this.scores.set(stems[number], found);
    });
    /** @type {string[]} */
    this.vocabulary = named(data.vocabulary);
    this.joinable = new Set(this.vocabulary);
    /** @type {Record<string, Set<string>>} */
    this.words = {};
    for (const [name, text] of Object.entries(data.words)) {
      if (typeof text === "string") this.words[name] = new Set(text.split(" "));
    }
    this.requests = new Map(Object.entries(data.words.requests));
    this.synonymOf = new Map(Object.entries(data.words.synonyms));
    /** @type {Map<string, number[]>} */
    this.byName = new Map();
    this.operations.forEach((operation, position) => {
      for (const name of operation.slice(0, 4)) {
        const key = folded(name);
        this.byName.set(key, [...(this.byName.get(key) ?? []), position]);
      }
    });
    /** @type {Map<string, string[]> | undefined} */
    this.spellings = undefined;
  }

  /** Return the positions of the operations that fit best. The last word may be a beginning.
   * @param {string} query @param {number} limit @returns {number[]} */
  search(query, limit) {
    const named = this.named(query.slice(0, 500));
    const terms = (query.slice(0, 400).match(WORD) ?? []).map((word) => word.toLowerCase()).slice(0, 24);
    const ranked = this.ranked(this.parse(this.corrected(this.joined(terms))));
    return [...new Set([...named, ...ranked])].slice(0, limit);
  }

  /** @param {Query} query @returns {number[]} */
  ranked(query) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    /** @type {Map<string, number>} */
    const wanted = new Map();
    /** @type {[string[], number, number][]} */
    const parts = [[query.objects, 1, 1], [query.context, 0.6, 0.5], [query.details, 0.4, 0]];
    const last = parts.flatMap(([words]) => words).at(-1);
    for (const [words, weight, inSubject] of parts) {
      for (const word of words) {
        const stems = this.stems(word, word === last);
        if (inSubject) for (const root of stems.keys()) if (!wanted.has(root)) wanted.set(root, inSubject);
        for (const [position, score] of this.best(stems)) {
          scores.set(position, (scores.get(position) ?? 0) + weight * score);
        }
      }
    }
    for (const word of query.verb) {
      const stems = this.stems(word, false);
      for (const root of stems.keys()) wanted.set(root, 1);
      for (const [position, score] of this.best(stems)) {
        const { names } = this.entries[position];
        if ([...stems.keys()].some((root) => names.has(root))) {
          scores.set(position, (scores.get(position) ?? 0) + 0.6 * score);
        }
      }
    }
    const around = [...wanted].filter(([, weight]) => weight < 1).map(([word]) => word);
    return [...scores]
      .map(([position, score]) => [position, score * this.fit(position, query, wanted, around)])
      .sort(([a, x], [b, y]) => y - x || a - b)
      .map(([position]) => position);
  }

  /** @param {Map<string, number>} stems @returns {Map<number, number>} */
  best(stems) {
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const [word, weight] of stems) {
      for (const [position, score] of this.scores.get(word) ?? []) {
        if (weight * score > (best.get(position) ?? 0)) best.set(position, weight * score);
      }
    }
    return best;
  }

  /** How the action and the subject of an operation fit, as a factor.
   * @param {number} position @param {Query} query @param {Map<string, number>} wanted @param {string[]} around */
  fit(position, query, wanted, around) {
    const entry = this.entries[position];
    const action = entry.actions.reduce((sum, verb) => sum + (query.actions.get(verb) ?? 0), 0);
    let fit = 1 + Math.min(action, 1);
    if (query.isRequest && !action) fit = 0.7;
    else if (entry.ownVerb.size) {
      const missing = [...entry.ownVerb].filter((word) => !wanted.has(word) && !query.actions.has(word));
      fit *= 1 - (0.3 * missing.length) / entry.ownVerb.size;
    }
    if (this.operations[position][7]) fit *= 0.75;
    fit *= 0.6 + Math.max(...entry.subjects.map((subject) => this.covered(subject, wanted)));
    if (around.length && !around.some((word) => entry.names.has(word))) fit *= 0.7;
    const unmatched = entry.qualifiers.flat().filter((word) => !wanted.has(word)).length;
    return fit / (1 + 0.08 * unmatched);
  }

  /** @param {string[]} subject @param {Map<string, number>} wanted */
  covered(subject, wanted) {
    let [total, covered] = [0, 0];
    for (const word of subject) {
      const rarity = Math.log(1 + this.operations.length / (this.scores.get(word)?.length ?? 1));
      total += rarity;
      covered += rarity * (wanted.get(word) ?? 0);
    }
    return covered / (total || 1);
  }

  /** The stems that a word may stand for, with weights. @param {string} word @param {boolean} isBeginning */
  stems(word, isBeginning) {
    const root = stem(word);
    const stems = new Map([[root, 1]]);
    /** @type {(other: string, weight: number) => void} */
    const add = (other, weight) => void (stems.has(other) || stems.set(other, weight));
    for (const synonym of this.synonyms(word)) add(synonym, 0.6);
    if (isBeginning) for (const longer of this.beginningWith(word)) add(longer, 0.8);
    if (root.length > 4) {
      const cut = root.length > 7 ? 2 : 1;
      for (const related of this.beginningWith(root.slice(0, Math.max(5, root.length - cut)))) add(related, 0.4);
    }
    return stems;
  }

  /** @param {string} word @returns {string[]} */
  synonyms(word) {
    return String(this.synonymOf.get(word) ?? "").split(" ").filter(Boolean).map(stem);
  }

  /** @param {string} verb @returns {string[]} */
  requested(verb) {
    return String(this.requests.get(verb) ?? "").split(" ").filter(Boolean).map(stem);
  }

  /** @param {string} prefix @returns {string[]} */
  beginningWith(prefix) {
    let [low, high] = [0, this.vocabulary.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.vocabulary[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    const found = this.vocabulary.slice(low, low + 30);
    const end = found.findIndex((word) => !word.startsWith(prefix));
    return end < 0 ? found : found.slice(0, end);
  }

  /** @param {string[]} words @returns {string[]} */
  joined(words) {
    /** @type {string[]} */
    const joined = [];
    for (const word of words) {
      const last = joined.at(-1);
      if (last !== undefined && this.joinable.has(stem(last + word))) joined[joined.length - 1] = last + word;
      else joined.push(word);
    }
    return joined;
  }

  /** @param {string[]} words @returns {string[]} */
  corrected(words) {
    return words.map((word, index) => {
      const isKnown =
        this.words.stop.has(word) || this.requests.has(word) || this.synonymOf.has(word) ||
        this.scores.has(stem(word)) || this.beginningWith(stem(word)).length > 0 ||
        (index === words.length - 1 && this.beginningWith(word).length > 0);
      return isKnown ? word : this.respelled(word, words.slice(0, index).every((each) => this.words.stop.has(each)));
    });
  }

  /** @param {string} word @param {boolean} isVerb */
  respelled(word, isVerb) {
    if (word.length <= 3 || word.length >= 30) return word;
    if (!this.spellings) {
      this.spellings = new Map();
      for (const known of [...this.requests.keys(), ...this.vocabulary]) {
        if (known.length <= 3) continue;
        for (const rest of withoutOne(known)) this.spellings.set(rest, [...(this.spellings.get(rest) ?? []), known]);
      }
    }
    const root = stem(word);
    const rests = new Set([...withoutOne(word), ...(root.length > 3 ? withoutOne(root) : [])]);
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const known of [...rests].flatMap((rest) => this.spellings?.get(rest) ?? [])) {
      if (known[0] === word[0] && (isVerb || this.joinable.has(known))) found.set(known, (found.get(known) ?? 0) + 1);
    }
    const [best] = [...found].sort(([a, x], [b, y]) => y - x || (a < b ? 1 : -1));
    return best ? best[0] : word;
  }

  /** @param {string[]} terms @returns {Query} */
  parse(terms) {
    const { openings, questions, actions, nouns, determiners, stop, single } = this.words;
    let start = 0;
    while (start < terms.length - 1 && (openings.has(terms[start]) || questions.has(terms[start]))) start += 1;
    /** @type {(objects: string[], weight: number) => Map<string, number>} */
    const reading = (objects, weight) => {
      if (objects.some((word) => single.has(word))) return new Map([["retriev", weight], ["list", weight / 3]]);
      if (objects.some(isPlural)) return new Map([["list", weight], ["retriev", weight / 3]]);
      return new Map([["retriev", weight * 0.6], ["list", weight * 0.6]]);
    };
    /** @type {(word: string, following: string[]) => boolean} */
    const isVerb = (word, following) => {
      if (this.requests.has(word) && !nouns.has(word)) return true;
      const after = following[0] === "to" ? following.slice(1) : following;
      return after.length > 0 && determiners.has(after[0]) && !isPlural(word) && !stop.has(word);
    };
    if (terms.slice(0, start).some((word) => questions.has(word))) {
      const parts = this.parts(terms.slice(start));
      return { actions: reading(parts.objects, 0.8), isRequest: true, verb: [], ...parts };
    }
    let [verb = "", ...rest] = terms.slice(start);
    const end = rest.at(-1);
    if (end !== undefined && actions.has(end) && !isVerb(verb, rest)) [verb, rest] = [end, [verb, ...rest.slice(0, -1)]];
    const isRequest = isVerb(verb, rest);
    const parts = this.parts(isRequest && rest.length ? rest : [verb, ...rest]);
    if (!isRequest) {
      const read = reading(parts.objects, 0.5);
      if (!read.has(stem(verb))) read.set(stem(verb), 0.3);
      return { actions: read, isRequest, verb: [], ...parts };
    }
    const wanted = new Map([[stem(verb), 1]]);
    const meant = this.requested(verb);
    const isMany = parts.objects.some(isPlural) && !parts.objects.some((word) => single.has(word));
    if (isMany && meant.includes("list")) meant.sort((a, b) => Number(a !== "list") - Number(b !== "list"));
    [...this.synonyms(verb), ...meant].forEach((action, position) => {
      if (!wanted.has(action)) wanted.set(action, 0.85 - 0.2 * position);
    });
    if (!meant.length) wanted.set("creat", 0.4).set("updat", 0.35);
    return { actions: wanted, isRequest, verb: actions.has(verb) ? [] : [verb], ...parts };
  }

  /** @param {string[]} terms */
  parts(terms) {
    const { details: openDetails, questions, links, myself, stop } = this.words;
    /** @type {Set<string>[]} */
    let [objects, context, details] = [new Set(), new Set(), new Set()];
    let part = objects;
    for (const term of terms) {
      if (objects.size && (openDetails.has(term) || questions.has(term))) part = details;
      else if (objects.size && links.has(term) && part === objects) part = context;
      if (myself.has(term)) context.add("me");
      else if (!stop.has(term)) part.add(term);
    }
    if (!objects.size) [objects, context] = [context, objects];
    return { objects: [...objects], context: [...context], details: [...details] };
  }

  /** Return the operations that a query names, or whose path it is. @param {string} query @returns {number[]} */
  named(query) {
    const route = /^\s*(?:([A-Za-z]+)\s+)?(\/\S*)\s*$/.exec(query);
    if (!route) return this.byName.get(folded(query)) ?? [];
    /** @type {(path: string) => string[]} */
    const split = (path) => path.replace(/^\/+|\/+$/g, "").split("/");
    const given = split(route[2]);
    /** @type {(position: number) => string[]} */
    const parts = (position) => split(this.operations[position][5]);
    return [...this.operations.keys()]
      .filter((position) => !route[1] || route[1].toUpperCase() === this.operations[position][4])
      .filter((position) => parts(position).length === given.length)
      .filter((position) => parts(position).every((name, i) => name === given[i] || PARAMETER.test(name)))
      .sort((a, b) => this.operations[a][5].split("{").length - this.operations[b][5].split("{").length);
  }
}
