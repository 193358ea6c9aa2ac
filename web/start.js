// The page's first script, and the only one that is no module: it says what modules cannot say because they do not run
// (opened from disk, an old browser, a frame that keeps them out, a failed download). Old browsers read it, so it is
// written for them.

(function () {
  if (matchMedia('(prefers-color-scheme: light)').matches) document.documentElement.dataset.theme = 'light';

  function refuse(title, text) {
    document.getElementById('loading').hidden = true;
    document.getElementById('failure-title').textContent = title;
    document.getElementById('failure-text').textContent = text;
    document.getElementById('failure').hidden = false;
  }

  var fromDisk = location.protocol === 'file:';

  document.addEventListener('DOMContentLoaded', function () {
    if (fromDisk) {
      refuse(
        'This page needs a web server',
        'Browsers load its parts only over http. Start ./run in the project and open the address that it prints, ' +
          'or copy this folder to any static web host.'
      );
    } else if (!('noModule' in document.createElement('script'))) {
      refuse('This browser is too old', 'Autoencoder Lab needs a browser of 2023 or later.');
    }
  });

  // Errors of scripts do not bubble, but they are caught on the way down.
  document.addEventListener(
    'error',
    function (event) {
      if (event.target.id !== 'loader' || fromDisk) return;
      if (window.origin === 'null') {
        refuse(
          'The frame around this page keeps its parts out',
          'Whoever embeds it can allow it: with sandbox="allow-scripts allow-same-origin" on the frame, or with the ' +
            'header "Access-Control-Allow-Origin: *" from the host of this page. Or open this page in a tab of its own.'
        );
      } else {
        refuse('The download failed', 'A part of this page did not arrive. Check the connection and reload the page.');
      }
    },
    true
  );
})();
