using System.Diagnostics;
using System.Threading.Channels;

namespace Wasilo.Demo;

/// <summary>A process of Wasilo; what it writes goes to a file.</summary>
internal sealed class WasiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    private WasiloProcess(Process process, string log)
    {
        _process = process;
        LogFile = log;
        _log = new StreamWriter(log, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string LogFile { get; }

    public static WasiloProcess Start(string dll, string logFile, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", dll, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(logFile),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new WasiloProcess(Process.Start(start)!, logFile);
    }

    /// <summary>Waits for a line that says something, and gives what stands behind it.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or said nothing of that kind in time.</exception>
    public async Task<string> SaysAsync(string words, int seconds, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            {
                var place = line.IndexOf(words, StringComparison.Ordinal);
                if (place >= 0)
                    return line[(place + words.Length)..].Trim();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"It did not say '{words}' within {seconds} s; its log is {LogFile}.");
        }

        throw new InvalidOperationException($"It ended early; its log is {LogFile}.");
    }

    /// <summary>Waits for its end, and gives the exit code.</summary>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    private async Task StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    private void Remember(string? line)
    {
        lock (_log)
        {
            if (line is null)
            {
                _lines.Writer.TryComplete();
                return;
            }

            _log.WriteLine(line);
        }

        _lines.Writer.TryWrite(line);
    }
}
