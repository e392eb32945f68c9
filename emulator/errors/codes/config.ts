import type { CodeTable } from '../define.ts';
import { CONFIG_ACCESS_CODES, type ConfigAccessFacts } from './config-access.ts';
import { CONFIG_AUTHORIZER_CODES, type ConfigAuthorizerFacts } from './config-authorizers.ts';
import { CONFIG_CHECK_CODES, type ConfigCheckFacts } from './config-check.ts';
import { CONFIG_DOMAINS_CODES, type ConfigDomainsFacts } from './config-domains.ts';
import { CONFIG_FILE_CODES, type ConfigFileFacts } from './config-file.ts';

export interface ConfigFacts
  extends ConfigFileFacts,
    ConfigCheckFacts,
    ConfigAccessFacts,
    ConfigAuthorizerFacts,
    ConfigDomainsFacts {}

export const CONFIG_CODES: CodeTable<ConfigFacts> = {
  ...CONFIG_FILE_CODES,
  ...CONFIG_CHECK_CODES,
  ...CONFIG_ACCESS_CODES,
  ...CONFIG_AUTHORIZER_CODES,
  ...CONFIG_DOMAINS_CODES,
};
