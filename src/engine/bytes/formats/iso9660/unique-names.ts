/** A name in two parts; `suffix` (an extension with its dot) survives shortening and numbering. */
export interface SplitName {
  readonly stem: string;
  readonly suffix: string;
}

/** How names are cut and numbered in one kind of tree. */
export interface NameRules {
  /** Length of a name in the units of its limit. */
  length(text: string): number;
  /** The longest start of `text` of at most `most` units. */
  cut(text: string, most: number): string;
  /** What stands between stem and number. */
  readonly mark: string;
  readonly maxLength: number;
  /** What must be different; without it the name itself. */
  key?(name: string): string;
}

/** Hands out names of one directory, each once: too long ones are cut, equal ones get a number of three or more digits. */
export class UniqueNames {
  readonly #rules: NameRules;
  readonly #used = new Set<string>();
  readonly #next = new Map<string, number>();

  constructor(rules: NameRules) {
    this.#rules = rules;
  }

  take({ stem, suffix }: SplitName, maxLength = this.#rules.maxLength): string {
    const plain = this.#fit(stem, suffix, maxLength);
    if (!this.#isUsed(plain)) return this.#claim(plain);
    const common = this.#fit(stem, suffix, maxLength - 3 - this.#rules.mark.length);
    for (let number = this.#next.get(common) ?? 0; ; number++) {
      const tail = this.#rules.mark + String(number).padStart(3, '0');
      const candidate = this.#fit(stem, tail + suffix, maxLength);
      if (this.#isUsed(candidate)) continue;
      this.#next.set(common, number + 1);
      return this.#claim(candidate);
    }
  }

  #fit(stem: string, suffix: string, maxLength: number): string {
    return this.#rules.cut(stem, maxLength - this.#rules.length(suffix)) + suffix;
  }

  #isUsed(name: string): boolean {
    return this.#used.has(this.#rules.key?.(name) ?? name);
  }

  #claim(name: string): string {
    this.#used.add(this.#rules.key?.(name) ?? name);
    return name;
  }
}
