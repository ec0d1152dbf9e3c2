using Microsoft.Extensions.Logging;

namespace Wasilo.Silo;

/// <summary>A client that starts before the first silo waits for it, however long that takes.</summary>
internal sealed partial class WaitForSilos(WasiloRole role, TimeProvider clock, ILogger<WaitForSilos> log) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
            LogWaiting(role.ClusterId, exception.Message);

        _told = true;
        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }

    [LoggerMessage(3, LogLevel.Information, "Waiting for a silo of cluster {Cluster}; start one with: Silo ({Reason})")]
    private partial void LogWaiting(string cluster, string reason);
}
