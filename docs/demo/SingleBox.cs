namespace Wasilo.Demo;

/// <summary>Wasilo in one process, as a small installation runs it: API and silo together on SQLite.</summary>
internal sealed class SingleBox(DemoOptions options, WhatsAppAddress whatsApp) : IAsyncDisposable
{
    private const string KeyLine = "shown this once:";
    private const int StartSeconds = 60;

    private WasiloProcess? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{options.Port}");

    /// <summary>Starts it for the first time, on an empty folder.</summary>
    /// <returns>The API key that it prints when it has none.</returns>
    public async Task<string> StartAsync(CancellationToken cancellation)
    {
        _process = Launch();
        var key = await _process.SaysAsync(KeyLine, StartSeconds, cancellation);
        await ReadyAsync(cancellation);
        return key;
    }

    /// <summary>Kills it without a warning, and starts it again on the same folder.</summary>
    public async Task KillAndStartAsync(CancellationToken cancellation)
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = Launch();
        await ReadyAsync(cancellation);
    }

    /// <summary>Ends when the process does, which nobody asked for.</summary>
    public Task<int> EndAsync(CancellationToken cancellation) => _process!.EndAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private WasiloProcess Launch() => WasiloProcess.Start(
        options.Api,
        Path.Combine(options.Folder, "wasilo.log"),
        $"--Urls={Address}",
        $"--Storage:ConnectionString=Data Source={Path.Combine(options.Folder, "wasilo.db")}",
        "--Webhooks:AllowPrivateAddresses=true", // the receiver is on this machine
        $"--WhatsApp:Endpoint={whatsApp.Endpoint}",
        $"--WhatsApp:RootKey={whatsApp.RootKey}");

    private async Task ReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Address };
        await Show.UntilAsync(
            "Wasilo is ready",
            StartSeconds,
            async () =>
            {
                if (_process!.HasExited)
                    throw new InvalidOperationException($"Wasilo ended early; its log is {_process.LogFile}.");
                try
                {
                    using var ready = await http.GetAsync("readyz", cancellation);
                    return ready.IsSuccessStatusCode ? "ready" : null;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            },
            cancellation);
    }
}
