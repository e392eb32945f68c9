/**
 * The Content-Type that `aws s3 sync` stores with a file: the AWS CLI guesses from the name with Python's `mimetypes`
 * (the names below that a site has, as of Python 3.14) and adds no charset. What it doesn't know stays S3's
 * `binary/octet-stream`. A name of two parts such as `app.js.gz` counts as what is packed in it, without a
 * Content-Encoding: that has to be given by hand on AWS, too.
 */
export function guessContentType(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const unpacked = name.replace(/\.svgz$/i, '.svg').replace(/\.(tgz|taz|tz|tbz2|txz)$/i, '.tar');
  const stem = unpacked.replace(/\.(gz|Z|bz2|xz|br)$/, '');
  const extension = stem.slice(stem.lastIndexOf('.') + 1).toLowerCase();
  return TYPE_BY_EXTENSION.get(stem.includes('.') ? extension : '') ?? 'binary/octet-stream';
}

const EXTENSIONS_BY_TYPE: Readonly<Record<string, string>> = {
  'application/epub+zip': 'epub',
  'application/json': 'json',
  'application/manifest+json': 'webmanifest',
  'application/msword': 'doc dot',
  'application/octet-stream': 'bin dll exe o so',
  'application/pdf': 'pdf',
  'application/postscript': 'ai eps ps',
  'application/toml': 'toml',
  'application/vnd.apple.mpegurl': 'm3u m3u8',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-fontobject': 'eot',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/wasm': 'wasm',
  'application/x-7z-compressed': '7z',
  'application/x-sh': 'sh',
  'application/x-tar': 'tar',
  'application/x-tex': 'tex',
  'application/xml': 'rdf wsdl xsl',
  'application/yaml': 'yaml yml',
  'application/zip': 'zip',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp2 mp3',
  'audio/ogg': 'ogg',
  'audio/opus': 'opus',
  'audio/vnd.wave': 'wav',
  'audio/webm': 'weba',
  'audio/x-aiff': 'aif aiff',
  'font/otf': 'otf',
  'font/ttf': 'ttf',
  'font/woff': 'woff',
  'font/woff2': 'woff2',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpe jpeg jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif tiff',
  'image/vnd.microsoft.icon': 'ico',
  'image/webp': 'webp',
  'model/gltf+json': 'gltf',
  'model/gltf-binary': 'glb',
  'model/stl': 'stl',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'htm html',
  'text/javascript': 'js mjs',
  'text/markdown': 'markdown md',
  'text/plain': 'c h srt txt',
  'text/rtf': 'rtf',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'text/x-python': 'py',
  'text/x-vcard': 'vcf',
  'text/xml': 'xml',
  'video/matroska': 'mkv',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpe mpeg mpg',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov qt',
  'video/vnd.avi': 'avi',
  'video/webm': 'webm',
  'video/x-m4v': 'm4v',
};

const TYPE_BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries(EXTENSIONS_BY_TYPE).flatMap(([type, extensions]) =>
    extensions.split(' ').map((extension) => [extension, type] as const),
  ),
);
