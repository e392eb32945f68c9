import { BudgetExceeded, charge, chargeText, checkLength, TEXT_LIMIT } from '../java/budget.ts';
import { LinkedMap } from '../java/linked-map.ts';
import { JavaMap, JavaRendered, type Value } from '../java/values.ts';
import type { Placed, Reference, Step } from './nodes.ts';

/** A part of a template, ready to run. */
export type Action = (run: Run) => void;

/** Told of each reference that is worked out and each that is set; null for one that leads nowhere. */
export type Observer = (reference: Reference, value: Value, origin: number, isSet: boolean) => void;

/** How often a #define may be inside itself. */
const MAX_DEFINE_DEPTH = 2;

/** One render under way. */
export class Run {
  readonly variables: Map<string, Value>;
  /** What was printed so far. */
  text = '';
  /** The call or access under way, for the message should it fail. */
  reference: Placed | undefined;
  step: Step | undefined;
  subject: Value = null;
  parameters: readonly Value[] = [];
  /** Where the text that is being run begins in the template: not at 0 inside a text in double quotes. */
  origin = 0;
  readonly observe: Observer | undefined;

  constructor(variables: Map<string, Value>, observe?: Observer) {
    this.variables = variables;
    this.observe = observe;
  }

  get(name: string): Value {
    return this.variables.get(name) ?? null;
  }

  /** Sets a variable, or takes it away for null. */
  restore(name: string, value: Value): void {
    if (value === null) this.variables.delete(name);
    else this.variables.set(name, value);
  }

  write(text: string): void {
    this.text += text;
    chargeText(text.length);
    if (this.text.length > TEXT_LIMIT) throw new BudgetExceeded('It made a text of more than 10 MB.');
  }

  /** What is under way is no reference: a directive, a range. */
  at(placed: Placed): void {
    this.reference = placed;
    this.step = undefined;
  }

  /** Runs what begins at `origin`. A failure leaves the place where it is, for the message. */
  within(origin: number, action: Action): void {
    const before = this.origin;
    this.origin = origin;
    // What was worked out before stands elsewhere.
    this.reference = undefined;
    this.step = undefined;
    try {
      action(this);
    } catch (thrown) {
      if (thrown instanceof Exit) this.origin = before;
      throw thrown;
    }
    this.origin = before;
  }

  /** What `action` prints, instead of printing it. */
  capture(action: Action): string {
    const before = this.text;
    this.text = '';
    try {
      action(this);
      checkLength(this.text.length);
      return this.text;
    } finally {
      this.text = before;
    }
  }
}

/** Thrown to leave blocks: by #break the nearest one or that of `scope`, by #stop all of them. */
export class Exit {
  readonly kind: 'nearest' | 'scope' | 'all';
  readonly scope: LoopScope | undefined;

  constructor(kind: 'nearest' | 'scope' | 'all', scope?: LoopScope) {
    this.kind = kind;
    this.scope = scope;
  }
}

/** The value of a variable made by #define: it is rendered each time it is printed. */
export class Definition extends JavaRendered {
  readonly className = 'org.apache.velocity.runtime.directive.Block$Reference';
  readonly #run: Run;
  readonly #body: Action;
  readonly #origin: number;
  #depth = 0;

  constructor(run: Run, body: Action) {
    super();
    this.#run = run;
    this.#body = body;
    this.#origin = run.origin;
  }

  /** Prints the block; false when it is inside itself too often. */
  print(): boolean {
    charge(1);
    if (this.#depth >= MAX_DEFINE_DEPTH) return false;
    this.#depth++;
    try {
      this.#run.within(this.#origin, this.#body);
    } catch (exit) {
      if (!(exit instanceof Exit) || exit.kind !== 'nearest') throw exit;
    } finally {
      this.#depth--;
    }
    return true;
  }

  /** Has it a text, or is it inside itself too often? */
  hasText(): boolean {
    return this.#depth < MAX_DEFINE_DEPTH;
  }

  render(): string {
    return this.#run.capture(() => this.print());
  }
}

/** `$foreach`: a map that has the state of its loop beside what the template puts into it. */
export class LoopScope extends JavaMap {
  readonly className = 'org.apache.velocity.runtime.directive.ForeachScope';
  readonly parent: LoopScope | undefined;
  /** The value that a variable named `foreach` had outside. */
  readonly replaced: Value;
  index = -1;
  hasNext = false;
  readonly #values = new LinkedMap();

  constructor(before: Value) {
    super();
    this.parent = before instanceof LoopScope ? before : undefined;
    this.replaced = before instanceof LoopScope ? before.replaced : before;
  }

  override property(name: string): Value | undefined {
    switch (name) {
      case 'index':
        return this.index;
      case 'count':
        return this.index + 1;
      case 'hasNext':
        return this.hasNext;
      case 'first':
        return this.index < 1;
      case 'last':
        return !this.hasNext;
      case 'parent':
        return this.parent ?? null;
      case 'topmost':
        return this.topmost;
      case 'replaced':
        return this.replaced;
    }
    return undefined;
  }

  get topmost(): LoopScope {
    let scope: LoopScope = this;
    while (scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: Value): Value {
    return this.#values.has(key) ? this.#values.get(key) : (this.parent?.get(key) ?? null);
  }

  has(key: Value): boolean {
    return this.#values.has(key);
  }

  put(key: Value, value: Value): Value {
    return this.#values.put(key, value);
  }

  remove(key: Value): Value {
    return this.#values.remove(key);
  }

  keys(): Value[] {
    return this.#values.keys();
  }
}
