// Where the page finds its API when it is opened from disk. A served page gets this file made for it: by
// `npm run dev` for the running stage, by a deployment for the real one. So nobody has to paste a URL into app.js.
window.OFFSTAGE = { apiUrl: 'http://127.0.0.1:3000/v1', stage: 'v1' };
