// Reloads the page when the preview server says that the site has changed. Served by `backlog serve` only.
(() => {
  const shown = document.currentScript.dataset.state;
  const changes = new EventSource("/__preview/changes");
  changes.onmessage = (event) => {
    if (event.data !== shown) {
      changes.close();
      location.reload();
    }
  };
})();
