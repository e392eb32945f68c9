const routes = {
  hello: (name) => `/hello?name=${encodeURIComponent(name)}`,
  greeting: (name) => `/greetings/${encodeURIComponent(name)}`,
};

document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const path = routes[event.submitter.dataset.route](document.querySelector('#name').value || 'nobody');
  const output = document.querySelector('output');
  try {
    const response = await fetch(window.OFFSTAGE.apiUrl + path);
    const answer = await response.json();
    output.textContent = response.ok ? answer.message : `${response.status}: ${answer.message}`;
  } catch (error) {
    output.textContent = `The API can't be reached: ${error.message}`;
  }
});
