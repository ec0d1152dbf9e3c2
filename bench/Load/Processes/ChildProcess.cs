using System.Diagnostics;

namespace Wasilo.Load.Processes;

/// <summary>This program again, in a process of its own and another role; or a peer's program.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The first argument of a child; not for people.</summary>
    public const string Command = "child";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>The program that runs this one.</summary>
    public static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Starts it. It ends at the latest with this process, whose end closes its standard input.</summary>
    public static ChildProcess Start(params IEnumerable<string> arguments) =>
        StartProgram(DotNet, Environment.CurrentDirectory, ["exec", typeof(ChildProcess).Assembly.Location, Command, .. arguments]);

    /// <summary>Starts another program, which ends when its standard input does.</summary>
    public static ChildProcess StartProgram(
        string program, string folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>What it answers to an empty line.</summary>
    public async Task<string> AskAsync(CancellationToken cancellation)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(cancellation);
        return await ReadLineAsync(cancellation);
    }

    /// <summary>The next line that it says.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancellation, TimeSpan? patience = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience ?? StartTimeout);
        return await _process.StandardOutput.ReadLineAsync(timeout.Token)
            ?? throw new InvalidOperationException("The child process ended before it answered; what it said is above.");
    }

    /// <summary>Its exit code, once it has ended by itself. What it says meanwhile goes to standard error.</summary>
    public async Task<int> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        while (await _process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            await Console.Error.WriteLineAsync(line);

        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
