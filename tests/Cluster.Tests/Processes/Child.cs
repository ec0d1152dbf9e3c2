using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Wasilo.Cluster.Tests;

/// <summary>A process under test and what it has written.</summary>
internal sealed partial class Child : IAsyncDisposable
{
    // Linux' numbers.
    private const int SignalTerm = 15;
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private Child(string name, Process process)
    {
        Name = name;
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public bool HasExited => _process.HasExited;

    public static async Task<Child> StartAsync(string name, string program, string folder, params IEnumerable<string> arguments) =>
        new(name, await Launcher.StartAsync(program, arguments, folder));

    /// <summary>Asks it to stop (SIGTERM).</summary>
    public void Terminate() => Signal(SignalTerm);

    /// <summary>Stops it in its tracks, as a paused virtual machine does, and waits until each of its threads stands.</summary>
    public Task FreezeAsync()
    {
        Signal(SignalStop);
        return Eventually.TrueAsync(() => Directory.GetDirectories($"/proc/{_process.Id}/task").All(IsStopped));

        // After its name, in brackets, a thread's state; see proc(5).
        static bool IsStopped(string thread) => File.ReadAllText($"{thread}/stat").Split(')')[^1].StartsWith(" T", StringComparison.Ordinal);
    }

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal(SignalContinue);

    /// <summary>Kills it as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end, and for all of its output.</summary>
    public async Task<int> ExitAsync(TimeSpan deadline)
    {
        using var patience = new CancellationTokenSource(deadline);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
            throw new InvalidOperationException($"{Name} can't be signalled: errno {Marshal.GetLastPInvokeError()}.");
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;

        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
