import type { Problem } from './config/problem.ts';
import { explain } from './errors/explanation.ts';
import type { EmulatorOptions } from './options.ts';

/** A warning for each option that is taken and not rehearsed yet: nothing is ignored in silence. */
export function unsupportedOptions({ stage }: EmulatorOptions): Problem[] {
  const features = [
    ...(stage?.canary ? [[`The stage ${stage.name} has a canary`, 'Take "canary" out of the option "stage".']] : []),
  ];
  return features.map(([feature = '', instead = '']) => ({
    severity: 'warning',
    explanation: explain('unsupported-feature', { feature, instead }),
  }));
}
