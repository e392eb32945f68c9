/**
 * The commands that nobody waits for as for `dev`, loaded together: each import() of its own would cut what it shares
 * with `dev` into pieces that `dev` has to read one by one when it starts.
 */
export { promoteCanary, removeCanary, updateCanary } from './canary.ts';
export { check } from './check.ts';
export { deployProject } from './deploy.ts';
export { createStageDeployment, listProjectDeployments, useStageDeployment } from './deployment.ts';
export { destroyStack } from './destroy.ts';
export { exportProject } from './export.ts';
export { generateEvent } from './generate-event.ts';
export { importDocument } from './import.ts';
export { init } from './init.ts';
export { invoke } from './invoke.ts';
export { showLogs } from './logs.ts';
export { compareWithStage } from './parity.ts';
export { render } from './render.ts';
export { runMethodTest } from './test-method.ts';
export { printToken } from './token.ts';
export { showUsage } from './usage.ts';
