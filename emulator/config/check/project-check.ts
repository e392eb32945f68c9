import type { ServiceEndpoints } from '../../shared/service-endpoints.ts';
import type { Access } from '../access.ts';
import type { Locator } from '../locate.ts';
import type { Report } from '../problem.ts';
import type { FunctionConfig, IamUser, Method, Resource, RestApi } from '../types.ts';

/** What the checks of a project share. */
export interface ProjectCheck {
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  readonly access: Access;
  readonly iamUsers: readonly IamUser[];
  /** The API is that of an OpenAPI document, whose functions are found by their names. */
  readonly foundByName: boolean;
  readonly serviceEndpoints: ServiceEndpoints;
  readonly locator: Locator;
  readonly report: Report;
  /** Does the text have this entry, although it was taken out of the value because something in it is wrong? */
  readonly wrote: (section: 'functions' | 'models' | 'apiKeys' | 'stages' | 'authorizers', name: string) => boolean;
}

/** A method and where it belongs. */
export interface MethodPlace {
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
}
