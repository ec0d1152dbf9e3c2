using Microsoft.Extensions.Hosting;

namespace Wasilo.Silo.Startup;

/// <summary>Why a host that runs has to stop; the first reason counts.</summary>
internal sealed class HostFailure(IHostApplicationLifetime lifetime)
{
    private StartupException? _reason;

    public StartupException? Reason => Volatile.Read(ref _reason);

    public void Stop(StartupException reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        lifetime.StopApplication();
    }
}
