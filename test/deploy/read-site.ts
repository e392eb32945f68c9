import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

export interface StoredObject {
  readonly contentType: string | undefined;
  readonly body: Buffer;
  readonly lastModified: Date | undefined;
}

/** The objects of a bucket, by their keys. */
export async function readObjects(client: S3Client, bucket: string): Promise<ReadonlyMap<string, StoredObject>> {
  const { Contents: found = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  const objects = await Promise.all(
    found.map(async ({ Key: key = '' }): Promise<[string, StoredObject]> => {
      const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
      const { ContentType: contentType, LastModified: lastModified } = object;
      return [key, { contentType, body: Buffer.from(bytes), lastModified }];
    }),
  );
  return new Map(objects);
}

/** A page over the bucket's website endpoint, which is a host name of a control plane's one address. */
export function getPage(
  controlPlane: string,
  siteUrl: string,
  path: string,
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(new URL(path, controlPlane), { headers: { host: new URL(siteUrl).host } }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    request.on('error', reject);
  });
}

/** Paths of all files of a folder, from there. */
export function filesOf(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
