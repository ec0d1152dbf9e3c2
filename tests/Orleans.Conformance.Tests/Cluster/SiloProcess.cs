using System.Collections.Concurrent;
using System.Diagnostics;
using Wasilo.Conformance.Silo;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>A silo in a process of its own. It ends with the test, whatever the test does.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;
    private bool _started;

    private SiloProcess(SiloArguments arguments)
    {
        Arguments = arguments;
        _process = new Process { StartInfo = StartInfo(arguments), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"Silo {Name} ended before it was ready."));
    }

    /// <summary>What it was started with.</summary>
    public SiloArguments Arguments { get; }

    /// <summary>Its name.</summary>
    public string Name => Arguments.Name;

    /// <summary>Its port among silos.</summary>
    public int Port => Arguments.SiloPort;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Whether it was asked to stop, or frozen, neither of which it is expected to survive.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it has said.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts a silo and waits until it says that it serves.</summary>
    public static async Task<SiloProcess> Start(SiloArguments arguments)
    {
        var silo = new SiloProcess(arguments);
        try
        {
            silo._started = silo._process.Start();
            silo._process.BeginOutputReadLine();
            silo._process.BeginErrorReadLine();
            await silo._ready.Task.WaitAsync(StartLimit);
            return silo;
        }
        catch (Exception exception)
        {
            await silo.DisposeAsync();
            throw new InvalidOperationException($"Silo {arguments.Name} did not start: {exception.Message}\n{silo.Log}", exception);
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop.</summary>
    public void Terminate()
    {
        IsLeaving = true;
        _process.SendTerminate();
    }

    /// <summary>Stops its threads where they are.</summary>
    public void Freeze()
    {
        IsLeaving = true;
        _process.Freeze();
    }

    /// <summary>Lets its threads go on.</summary>
    public void Thaw() => _process.Thaw();

    /// <summary>Waits for its end.</summary>
    public Task WaitForExit(TimeSpan within) => _process.WaitForExitAsync().WaitAsync(within);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_started && !_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(SiloArguments arguments)
    {
        var assembly = typeof(SiloArguments).Assembly.Location;
        var start = new ProcessStartInfo(DotNet())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments.ToCommandLine())
            start.ArgumentList.Add(argument);
        return start;
    }

    private static string DotNet() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private void Read(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        if (line == "READY")
            _ready.TrySetResult();
    }
}
