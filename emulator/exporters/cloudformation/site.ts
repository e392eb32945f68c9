import type { BucketCorsRule, SiteConfig } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { GOES_WITH_STACK, type JsonObject, type TemplatePart } from './part.ts';
import { getAtt, ref, sub } from './substitute.ts';

/** The site's bucket as a website that everybody may read. Its files are objects, which a template can't hold. */
export function sitePart(site: SiteConfig | undefined): TemplatePart {
  if (site === undefined) return {};
  return {
    parameters: {
      SiteBucketName: {
        Type: 'String',
        Description: "Name of the site's bucket. Empty: CloudFormation finds one",
        Default: '',
        AllowedPattern: '^$|^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
      },
    },
    conditions: { SiteBucketIsNamed: { 'Fn::Not': [{ 'Fn::Equals': [ref('SiteBucketName'), ''] }] } },
    resources: { SiteBucket: bucket(site), SiteBucketPolicy: bucketPolicy(site) },
    outputs: {
      SiteBucketName: { Description: "Bucket for the site's files", Value: ref('SiteBucket') },
      SiteUrl: { Description: 'Address of the site', Value: getAtt('SiteBucket', 'WebsiteURL') },
    },
    notes: ["The site's files are no part of a template: upload them to the bucket of the output SiteBucketName."],
  };
}

function bucket({ indexDocument, errorDocument, cors }: SiteConfig): JsonObject {
  return {
    Type: 'AWS::S3::Bucket',
    ...GOES_WITH_STACK,
    Properties: {
      BucketName: { 'Fn::If': ['SiteBucketIsNamed', ref('SiteBucketName'), ref('AWS::NoValue')] },
      WebsiteConfiguration: {
        IndexDocument: indexDocument,
        ...(errorDocument !== undefined && { ErrorDocument: errorDocument }),
      },
      ...(cors.length > 0 && { CorsConfiguration: { CorsRules: cors.map(corsRule) } }),
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      // A policy makes the bucket public, no ACL does.
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    },
  };
}

function corsRule(rule: BucketCorsRule): JsonObject {
  return {
    AllowedOrigins: rule.allowedOrigins,
    AllowedMethods: rule.allowedMethods,
    ...filled({ AllowedHeaders: rule.allowedHeaders, ExposedHeaders: rule.exposeHeaders, MaxAge: rule.maxAgeSeconds }),
  };
}

function bucketPolicy({ publicList }: SiteConfig): JsonObject {
  const everybody = (action: string, resource: JsonObject): JsonObject => ({
    Effect: 'Allow',
    Principal: '*',
    Action: action,
    Resource: resource,
  });
  return {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('SiteBucket'),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          everybody('s3:GetObject', sub('${SiteBucket.Arn}/*')),
          ...(publicList ? [everybody('s3:ListBucket', getAtt('SiteBucket', 'Arn'))] : []),
        ],
      },
    },
  };
}
