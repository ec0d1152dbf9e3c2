using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Wasilo.Silo.Startup;

/// <summary>Runs a host of Wasilo from its first check to its exit code.</summary>
public static class WasiloHost
{
    /// <returns>0 after an ordinary stop; 1 after a failure, of which one line on standard error says what to mend.</returns>
    public static async Task<int> RunAsync(Func<IHost> build)
    {
        try
        {
            using var host = build();
            await StartAsync(host, CancellationToken.None);
            await host.WaitForShutdownAsync();
            if (host.Services.GetRequiredService<HostFailure>().Reason is { } reason)
                throw reason;

            // A background service that failed has logged why and stopped the host: that is no ordinary stop. Nor is that of a
            // silo that has lost its place in the cluster, which says so by the process's exit code.
            return host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true }) ? 1 : Environment.ExitCode;
        }
        catch (Exception problem) when (problem is StartupException or OrleansConfigurationException || IsTakenPort(problem))
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    /// <summary>A port that was free when it was checked, and was taken before it could be opened. Kestrel wraps it once.</summary>
    private static bool IsTakenPort(Exception problem) => problem is AddressInUseException || problem is IOException { InnerException: AddressInUseException };

    /// <summary>Checks what the host needs, so that it fails before it has begun and with words; then starts it.</summary>
    public static async Task StartAsync(IHost host, CancellationToken cancellation)
    {
        foreach (var check in host.Services.GetServices<IStartupCheck>())
            await check.RunAsync(cancellation);

        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception problem) when (stopping.IsCancellationRequested && problem is (OperationCanceledException or OrleansException))
        {
            // Asked to stop while it was still starting (a client that waits for its first silo, for instance): what has
            // started stops in order, and the program ends as after any other stop.
            await host.StopAsync(CancellationToken.None);
        }
    }
}
