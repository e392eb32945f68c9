/** The parameter that every log group's retention refers to. */
export const LOG_RETENTION = {
  LogRetentionInDays: {
    Type: 'Number',
    Description: 'Days for which logs are kept',
    Default: 30,
    AllowedValues: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653],
  },
} as const;
