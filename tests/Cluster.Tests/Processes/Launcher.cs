using System.Collections.Concurrent;
using System.Diagnostics;

namespace Wasilo.Cluster.Tests;

/// <summary>
/// Starts processes that the kernel kills when this one ends, however it ends (<c>PR_SET_PDEATHSIG</c>). The kernel
/// watches the thread that started the child, not its process: so all are started by one thread that never ends.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Requests = [];

    static Launcher() => new Thread(Serve) { IsBackground = true, Name = "launcher" }.Start();

    public static Task<Process> StartAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var info = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // setpriv replaces itself by the program: the process id is the program's own.
        foreach (var argument in (string[])["--pdeathsig", "KILL", "--", program, .. arguments])
            info.ArgumentList.Add(argument);

        // What is set where the tests run must not become a setting of the programs under test.
        foreach (var variable in info.Environment.Keys.Where(IsSetting).ToArray())
            info.Environment.Remove(variable);

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((info, started));
        return started.Task;
    }

    private static bool IsSetting(string variable) =>
        variable.StartsWith("Wasilo__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || variable.StartsWith("DOTNET_ENVIRONMENT", StringComparison.Ordinal);

    private static void Serve()
    {
        foreach (var (info, started) in Requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception problem)
            {
                started.SetException(problem);
            }
        }
    }
}
