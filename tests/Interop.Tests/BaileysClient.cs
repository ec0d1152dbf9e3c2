using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Wasilo.Simulator;

namespace Wasilo.Interop.Tests;

/// <summary>A process with an unmodified Baileys in it, and what it tells.</summary>
internal sealed class BaileysClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly List<string> _told = [];
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private BaileysClient(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="server">Where it connects.</param>
    /// <param name="credentials">The folder where it keeps them; with credentials in it, it logs in.</param>
    /// <param name="trusted">A PEM file with a certificate to trust beside those of Node; then it connects by TLS.</param>
    public static async Task<BaileysClient> StartAsync(SimulatorServer server, string credentials, string? trusted = null)
    {
        await Packages.InstalledAsync();
        var url = trusted is null ? server.ChatUrl : server.SecureChatUrl!;
        var start = new ProcessStartInfo(NodePrograms.Node, ["baileys.mjs", url.ToString(), server.Root.ToString(), credentials])
        {
            WorkingDirectory = Packages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (trusted is not null)
            start.Environment["NODE_EXTRA_CA_CERTS"] = trusted;
        return new BaileysClient(Process.Start(start)!);
    }

    /// <summary>The next event of a kind; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var told = await _events.Reader.ReadAsync(patience.Token);
                if (told.GetProperty("event").GetString() == kind)
                    return told;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            var errors = _process.HasExited ? await _errors : "";
            throw new InvalidOperationException($"Baileys didn't tell '{kind}'. It told:\n{Told()}\n{errors}", e);
        }
    }

    /// <summary>The code of the next disconnection.</summary>
    public async Task<int> NextCloseAsync() => (await NextAsync("close")).GetProperty("code").GetInt32();

    public async Task CommandAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it in good order, with its credentials saved.</summary>
    public async Task StopAsync()
    {
        await CommandAsync("stop");
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
    }

    /// <summary>Everything it has told so far, for a failed test.</summary>
    public string Told()
    {
        lock (_told)
            return string.Join('\n', _told);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_told)
                _told.Add(line);
            if (line.StartsWith('{'))
                _events.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(line));
        }

        _events.Writer.Complete();
    }
}
