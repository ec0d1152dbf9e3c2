using Microsoft.Extensions.Hosting;
using Wasilo.Grains.Webhooks;

namespace Wasilo.Silo.Events;

/// <summary>Tells webhooks as long as this process runs.</summary>
internal sealed class WebhookService(WebhookDispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => dispatcher.RunAsync(stoppingToken), CancellationToken.None);
}
