using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Wasilo.Silo;

namespace Wasilo.Api.Startup;

/// <summary>Says in one line where the API is and what stands behind it, when both are there.</summary>
internal sealed partial class Announcer(
    IServer server, WasiloRole role, IHostApplicationLifetime lifetime, ILogger<Announcer> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => LogReady(
            string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []), role.Description));
        lifetime.ApplicationStopping.Register(() => LogStopping());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Ready: {Urls}, {Role}")]
    private partial void LogReady(string urls, string role);

    [LoggerMessage(2, LogLevel.Information, "Stopping: requests under way are finished first")]
    private partial void LogStopping();
}
