namespace Wasilo.Api.Links;

/// <summary>The page behind a link. It asks for the code again and again until the phone is linked.</summary>
internal static class LinkPage
{
    /// <summary>Nothing runs but our script, and nothing is loaded from elsewhere.</summary>
    public const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public const string Script =
        """
        const image = document.querySelector('img');
        const note = document.querySelector('p');
        const code = location.pathname.replace(/\/$/, '') + '/code';
        async function show() {
          let wait = 3000;
          try {
            const response = await fetch(code, { cache: 'no-store' });
            if (response.status === 404) { image.hidden = true; note.textContent = 'This link is good no more. Ask for a new one.'; return; }
            const state = await response.json();
            if (state.status === 'WORKING') { image.hidden = true; note.textContent = 'Linked. You can close this page.'; return; }
            image.hidden = !state.qr;
            if (state.qr) image.src = state.qr;
            note.textContent = state.qr
              ? 'On your phone: WhatsApp, Linked devices, Link a device. Then point it here.'
              : state.status === 'STARTING' ? 'One moment...' : 'There is no code now. Whoever sent you this link has to start the session.';
          } catch { wait = 6000; }
          setTimeout(show, wait);
        }
        show();
        """;

    public const string Html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Link your phone</title>
        <style>
        body { font: 17px/1.5 system-ui, sans-serif; color: #1c2b33; background: #f4f6f5; display: grid; place-items: center; min-height: 100vh; margin: 0; }
        main { background: #fff; padding: 2rem; border-radius: 1rem; max-width: 24rem; text-align: center; box-shadow: 0 1px 8px #0002; }
        img { width: 100%; image-rendering: pixelated; }
        </style>
        </head>
        <body>
        <main>
        <h1>Link your phone</h1>
        <img alt="QR code" hidden>
        <p>One moment...</p>
        <noscript>This page needs JavaScript.</noscript>
        </main>
        <script src="/link.js"></script>
        </body>
        </html>
        """;

    public const string Gone =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>No such link</title></head>
        <body><p>This link is good no more. Ask whoever sent it for a new one.</p></body></html>
        """;
}
