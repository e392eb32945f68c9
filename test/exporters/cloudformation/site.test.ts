import { describe, expect, it } from 'vitest';
import { exported, small } from './exported.ts';

describe('the site of a template', () => {
  it('is a website that everybody may read, in a bucket that no ACL opens', async () => {
    const template = await exported({ ...small, site: { errorDocument: 'error.html' } });
    expect(template.resources.SiteBucket?.Properties).toMatchObject({
      WebsiteConfiguration: { IndexDocument: 'index.html', ErrorDocument: 'error.html' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    });
    expect(template.resources.SiteBucket?.Properties).not.toHaveProperty('CorsConfiguration');
    expect(template.resources.SiteBucketPolicy?.Properties).toEqual({
      Bucket: { Ref: 'SiteBucket' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: { 'Fn::Sub': '${SiteBucket.Arn}/*' },
          },
        ],
      },
    });
    expect(JSON.parse(template.text).Outputs.SiteUrl.Value).toEqual({ 'Fn::GetAtt': ['SiteBucket', 'WebsiteURL'] });
  });

  it('may be listed, and read by other origins, where the project says so', async () => {
    const cors = [
      { allowedOrigins: ['https://*.test'], allowedMethods: ['GET'], exposeHeaders: ['ETag'], maxAgeSeconds: 60 },
      { allowedOrigins: ['*'], allowedMethods: ['HEAD'], allowedHeaders: ['*'] },
    ];
    const { resources } = await exported({ ...small, site: { publicList: true, cors } });
    expect(resources.SiteBucket?.Properties.CorsConfiguration).toEqual({
      CorsRules: [
        { AllowedOrigins: ['https://*.test'], AllowedMethods: ['GET'], ExposedHeaders: ['ETag'], MaxAge: 60 },
        { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'], AllowedHeaders: ['*'] },
      ],
    });
    expect(resources.SiteBucketPolicy?.Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          { Action: 's3:GetObject' },
          { Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': ['SiteBucket', 'Arn'] } },
        ],
      },
    });
  });
});
