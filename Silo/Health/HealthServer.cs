using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wasilo.Silo.Configuration;

namespace Wasilo.Silo.Health;

/// <summary>
/// A headless silo's <c>/healthz</c> and <c>/readyz</c>, for orchestrators. Registered first, it answers from before
/// the silo joins until after it has left.
/// </summary>
internal sealed class HealthServer(NodeSettings node, SiloReadiness readiness) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (node.HealthPort == 0)
            return;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, node.HealthPort));
        builder.Services.AddRoutingCore();

        _server = builder.Build();
        _server.MapGet("/healthz", () => "alive");
        _server.MapGet("/readyz", () => readiness.Status is var status && status == SiloReadiness.Ready
            ? Results.Text(status)
            : Results.Text(status, statusCode: StatusCodes.Status503ServiceUnavailable));
        await _server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
