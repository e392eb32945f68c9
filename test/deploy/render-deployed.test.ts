import { describe, expect, it } from 'vitest';
import { renderDeployed } from '../../emulator/deploy/render-deployed.ts';
import { createColors } from '../../emulator/terminal/colors.ts';

const plain = createColors({}, { NO_COLOR: '1' });
const around = { stage: 'v1', again: ' --region eu-central-1', isClosed: false };
const done = { apiUrl: 'https://x.example/v1', siteUrl: undefined, lagging: [], sharedBy: [], removed: [] };
const lagging = [
  {
    stageName: 'beta',
    isCanary: false,
    deploymentId: 'old001',
    isUnknown: false,
    command: 'offstage deploy --stage beta',
  },
];

describe('what a deploy says at its end', () => {
  it('is where everything is', () => {
    expect(renderDeployed({ ...done, siteUrl: 'http://site.example' }, around, plain)).toBe(
      '  ➜  Stage v1:  https://x.example/v1\n  ➜  Site:      http://site.example',
    );
  });

  it('is told of an address that is closed, which the pages of a site call', () => {
    const closed = { ...around, isClosed: true };
    expect(renderDeployed(done, closed, plain)).toContain(
      "The stage's own address answers 403: the API has disableExecuteApiEndpoint. Lead a custom domain on AWS to it.",
    );
    const siteUrl = 'http://site.example';
    expect(renderDeployed({ ...done, siteUrl }, closed, plain)).toContain("answers 403, to the site's pages as well:");
    expect(renderDeployed({ ...done, siteUrl }, around, plain)).not.toContain('403');
  });

  it('names the stages that lag behind, with the whole command, and functions that these may still call', () => {
    const text = renderDeployed({ ...done, lagging, removed: ['OnePetFunction'] }, around, plain);
    expect(text).toContain('(deployment old001): offstage deploy --stage beta --region eu-central-1\n');
    expect(text).toContain('OnePetFunction is gone: methods of older deployments that call it answer 500');
  });

  it('says nothing of functions that are gone when every stage is up to date', () => {
    expect(renderDeployed({ ...done, removed: ['OnePetFunction'] }, around, plain)).not.toContain('gone');
  });

  it('names the stages that run new code without having been deployed', () => {
    const text = renderDeployed({ ...done, sharedBy: ['beta', 'prod'] }, around, plain);
    expect(text).toContain('Functions have no stages: beta and prod run the new code as well.');
  });
});
