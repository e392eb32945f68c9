import type { CodeTable } from '../define.ts';

/** `file`: for people, relative to the project. `link`: a path as it has to stand in a page, percent-encoded. */
export interface SiteFacts {
  'site-missing-key': {
    key: string;
    file: string;
    status: number;
    /** The existing file whose name is nearest. */
    nearest?: { file: string; link: string };
    /** The configured error document, when it is missing as well. */
    missingErrorDocument?: string;
  };
  'site-hidden-file': { file: string };
  'site-impossible-key': { key: string; root: string };
  'site-outside-root': { file: string; root: string };
  'site-unreadable-file': { file: string; cause: string };
  'site-method-not-allowed': { method: string; path: string };
  'site-malformed-path': { path: string };
  'site-precondition-failed': { file: string; header: string; sent: string; etag: string; lastModified: string };
  'site-invalid-range': { file: string; range: string; size: number };
  'site-cors-not-enabled': { origin: string | undefined };
  'site-cors-not-allowed': { origin: string; method: string; headers: string | undefined };
  'site-cors-incomplete': { lacks: string };
  'site-internal-error': { path: string; cause: string };
}

export const SITE_CODES: CodeTable<SiteFacts> = {
  'site-missing-key': {
    fault: 'user',
    what: ({ key, file, status, missingErrorDocument }) =>
      `The site has no key "${key}": there is no file ${file}. ${
        status === 403
          ? 'S3 says 403 and not 404 because the bucket may not be listed by everyone.'
          : 'S3 says 404 because everyone may list the bucket ("publicList").'
      }${missingErrorDocument ? ` The error document ${missingErrorDocument} is missing, too.` : ''}`,
    remedy: ({ key, file, nearest }) => {
      if (!nearest) {
        return `Add ${file}, or mend the link. If this was meant for the API, start its URL with window.OFFSTAGE.apiUrl.`;
      }
      const link = `Link to ${nearest.link} (${nearest.file})`;
      if (nearest.link.includes('%2B')) return `${link}: S3 reads a + in a URL as a space.`;
      if (nearest.link.toLowerCase() === `/${key.toLowerCase()}`) return `${link}: keys are case-sensitive on S3.`;
      return `${link}, or add ${file}.`;
    },
  },
  'site-hidden-file': {
    fault: 'user',
    what: ({ file }) => `${file} has a name that starts with a dot, and dotfiles are never served.`,
    remedy: ({ file }) => `Give ${file} another name if the world may read it.`,
  },
  'site-impossible-key': {
    fault: 'user',
    what: ({ key, root }) =>
      `The key "${key}" has an empty name, "." or "..", or a character that no file name has: no file in ${root} can be meant.`,
    remedy: () =>
      'Link to a file by its path below the root, with one slash between names: S3 keeps // and .. as they are.',
  },
  'site-outside-root': {
    fault: 'user',
    what: ({ file, root }) => `${file} is a link that leads out of ${root}, and nothing outside of it is served.`,
    remedy: ({ root }) => `Copy into ${root} what the site needs: an upload has no links.`,
  },
  'site-unreadable-file': {
    fault: 'user',
    what: ({ file, cause }) => `${file} is there, but may not be read (${cause}).`,
    remedy: ({ file }) => `Give yourself the right to read ${file}.`,
  },
  'site-method-not-allowed': {
    fault: 'user',
    what: ({ method, path }) => `${method} ${path} went to the site, and a website endpoint answers GET and HEAD only.`,
    remedy: () => 'Send it to the API: start the URL with window.OFFSTAGE.apiUrl.',
  },
  'site-malformed-path': {
    fault: 'user',
    what: ({ path }) => `The path ${path} has percent-encoding that can't be decoded.`,
    remedy: () => 'Build each part of a link with encodeURIComponent; a % of its own is written %25.',
  },
  'site-precondition-failed': {
    fault: 'user',
    what: ({ file, header, sent, etag, lastModified }) =>
      `${file} was wanted on the condition ${header}: ${sent}, but its ETag is ${etag} and it was modified ${lastModified}.`,
    remedy: ({ header }) => `Ask again without ${header}, or with the present value.`,
  },
  'site-invalid-range': {
    fault: 'user',
    what: ({ file, range, size }) => `${file} has ${size} bytes, and the range "${range}" holds none of them.`,
    remedy: ({ size }) =>
      size === 0 ? 'Ask without Range: the file is empty.' : `Ask for bytes from 0 to ${size - 1}.`,
  },
  'site-cors-not-enabled': {
    fault: 'user',
    what: ({ origin }) =>
      `OPTIONS${origin ? ` from ${origin}` : ''} went to the site, whose bucket has no CORS rules: S3 answers 403.`,
    remedy: () =>
      'If it was meant for the API, start the URL with window.OFFSTAGE.apiUrl; if pages of other origins may read the site, add rules as "site": { "cors": [ … ] }.',
  },
  'site-cors-not-allowed': {
    fault: 'user',
    what: ({ origin, method, headers }) =>
      `No CORS rule of the site fits the origin ${origin}, the method ${method} and ${headers ? `the headers ${headers}` : 'no further headers'} together.`,
    remedy: () =>
      'Add them to one rule of "site.cors": allowedOrigins, allowedMethods and allowedHeaders have to fit at once.',
  },
  'site-cors-incomplete': {
    fault: 'user',
    what: ({ lacks }) => `OPTIONS came without the header ${lacks}, which each preflight has.`,
    remedy: ({ lacks }) => `Send ${lacks}; a browser does so of itself.`,
  },
  'site-internal-error': {
    fault: 'system',
    what: ({ path, cause }) => `The site could not answer ${path}: ${cause}.`,
    remedy: () => 'Try again; if it stays, report it with the line above.',
  },
};
