import type { Code, Facts } from '../../errors/codes.ts';
import { explain } from '../../errors/explanation.ts';
import type { SourceRef } from '../../errors/source-ref.ts';
import { suggest } from '../../errors/suggest.ts';
import type { Access, ApiKey, Quota, UsagePlan } from '../access.ts';
import { hasEnv } from '../normalize/fill-env.ts';
import type { Problem } from '../problem.ts';
import type { RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** The checks of access don't need a whole project: the library's options have keys and plans as well. */
interface Check extends Pick<ProjectCheck, 'locator' | 'report' | 'wrote'> {
  /** Of what AWS refuses; the library takes such options and is told. */
  readonly severity: Problem['severity'];
}

/** API keys and usage plans that AWS refuses, and what they name that isn't there. */
export function checkAccess(access: Access, apis: readonly RestApi[], check: Check): void {
  checkKeys(access.apiKeys, check);
  for (const plan of access.usagePlans) {
    checkPlanKeys(plan, access, check);
    checkStages(plan, apis, check);
    checkMethodThrottles(plan, check);
    if (plan.quota) checkOffset(plan.quota, plan, check);
  }
  checkPlansOfKeys(access, check);
}

const SHORTEST = 20;
const LONGEST = 128;

function checkKeys(keys: readonly ApiKey[], check: Check): void {
  const { locator } = check;
  const known = new Map<string, ApiKey>();
  for (const key of keys) {
    const { name, value } = key;
    // Its absence, or that of what fills it, was reported.
    if (value === '' || hasEnv(value)) continue;
    const source = locator.value(key, 'value') ?? key.source;
    const { length } = value;
    if (length < SHORTEST) tellUnshown(check, 'config-api-key-value', { name, fault: 'short', length }, source);
    else if (length > LONGEST) tellUnshown(check, 'config-api-key-value', { name, fault: 'long', length }, source);
    else if (!/^[!-~]+$/.test(value))
      tellUnshown(check, 'config-api-key-value', { name, fault: 'characters', length }, source);
    const other = known.get(value);
    if (other) tellUnshown(check, 'config-api-key-exists', { name, other: other.name }, source);
    else known.set(value, key);
  }
}

/** Tells of a key without the frame of its line, which would show its value. */
function tellUnshown<C extends Code>({ severity, report }: Check, code: C, facts: Facts<C>, source: SourceRef): void {
  report.addAll([{ severity, explanation: explain(code, facts, { source, detail: '' }) }]);
}

function checkPlanKeys(plan: UsagePlan, { apiKeys }: Access, { locator, severity, report, wrote }: Check): void {
  const names = new Map(apiKeys.map(({ id, name }) => [id, name]));
  for (const [index, id] of plan.keys.entries()) {
    const source = locator.value(plan.keys, index) ?? plan.source;
    const name = names.get(id);
    if (name === undefined) {
      if (wrote('apiKeys', id)) continue;
      const known = [...names.values()];
      const nearest = suggest(id, known);
      const facts = { name: id, plan: plan.name, known, ...(nearest !== undefined && { nearest }) };
      report[severity]('config-unknown-api-key', facts, source);
    } else if (plan.keys.indexOf(id) !== index) {
      report[severity]('config-plan-entry-twice', { plan: plan.name, part: 'API key', name }, source);
    }
  }
}

function checkStages(plan: UsagePlan, apis: readonly RestApi[], { locator, severity, report, wrote }: Check): void {
  const stages = apis.flatMap((api) => api.stages.map(({ name }) => name));
  const methods = apis.flatMap(methodsOf);
  const seen = new Set<string>();
  for (const [index, { stage, throttle = {} }] of plan.apiStages.entries()) {
    const source = locator.value(plan.apiStages, index) ?? plan.source;
    if (seen.has(stage))
      report[severity]('config-plan-entry-twice', { plan: plan.name, part: 'stage', name: stage }, source);
    seen.add(stage);
    // Its absence was reported; and of the stages beside a document only one is served.
    if (stage !== '' && !stages.includes(stage) && !wrote('stages', stage)) {
      const nearest = suggest(stage, stages);
      const facts = { name: stage, plan: plan.name, known: stages, ...(nearest !== undefined && { nearest }) };
      report[severity]('config-unknown-stage', facts, source);
    }
    for (const name of Object.keys(throttle)) {
      if (methods.includes(name)) continue;
      const nearest = suggest(name, methods);
      const where = `The usage plan ${plan.name}`;
      const facts = { name, where, known: methods, ...(nearest !== undefined && { nearest }) };
      report.warning('config-throttled-method', facts, locator.key(throttle, name) ?? source);
    }
  }
}

/** "Can not define fine grain throttling if usage plan throttle is not defined", as clients reported. */
function checkMethodThrottles(plan: UsagePlan, { locator, severity, report }: Check): void {
  const throttled = plan.apiStages.find(({ throttle = {} }) => Object.keys(throttle).length > 0);
  if (throttled === undefined || plan.throttle !== undefined) return;
  const source = locator.value(throttled, 'throttle') ?? plan.source;
  report[severity]('config-plan-without-throttle', { plan: plan.name, stage: throttled.stage }, source);
}

/** `/pets/{id}/GET` for each method of an API. */
export function methodsOf({ resources }: RestApi): string[] {
  return resources.flatMap(({ path, methods }) => [...methods.keys()].map((method) => `${path}/${method}`));
}

/** The last day on which a period may begin, 0 being the first: AWS refuses later ones. */
const LATEST_DAY: Readonly<Record<Quota['period'], number>> = { DAY: 0, WEEK: 6, MONTH: 27 };

function checkOffset(quota: Quota, plan: UsagePlan, { locator, severity, report }: Check): void {
  const { period, offset } = quota;
  const most = LATEST_DAY[period];
  if (offset >= 0 && offset <= most) return;
  report[severity]('config-quota-offset', { period, offset, most }, locator.value(quota, 'offset') ?? plan.source);
}

const MOST_PLANS = 10;

function checkPlansOfKeys({ apiKeys, usagePlans }: Access, { severity, report }: Check): void {
  for (const { id, name: key, source } of apiKeys) {
    const plans = usagePlans.filter(({ keys }) => keys.includes(id));
    if (plans.length > MOST_PLANS) {
      report[severity]('config-key-in-many-plans', { key, plans: plans.length, most: MOST_PLANS }, source);
    }
    const opened = new Map<string, string>();
    for (const { name: plan, apiStages, source: place } of plans) {
      for (const stage of new Set(apiStages.map((one) => one.stage))) {
        const other = opened.get(stage);
        if (other !== undefined) report[severity]('config-key-in-two-plans', { key, plan, other, stage }, place);
        else opened.set(stage, plan);
      }
    }
  }
}
