using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Local.Dashboard;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

/// <summary>A web application that is a silo or a client, and shows the dashboard.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private const string Route = "/dashboard/orleans";

    private DashboardProcess(WebApplication app)
    {
        App = app;
        Http = new HttpClient { BaseAddress = new Uri($"{app.Urls.First()}{Route}/") };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    internal static Task<DashboardProcess> StartSiloAsync(
        string name, int siloPort, int gatewayPort, IMembershipTable table, bool dashboard = true) => StartAsync(
        builder => builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            silo.Services.AddSingleton(table);
            silo.Configure<SiloOptions>(o => o.SiloName = name);
            if (dashboard)
                silo.AddDashboard();
        }),
        dashboard);

    public static Task<DashboardProcess> StartClientAsync(int gatewayPort) => StartAsync(
        builder => builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort).AddDashboard()), dashboard: true);

    public async Task<ClusterReport> ReadAsync() =>
        JsonSerializer.Deserialize(await Http.GetStringAsync("figures"), ReportJson.Default.ClusterReport)!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    private static async Task<DashboardProcess> StartAsync(Action<IHostApplicationBuilder> configure, bool dashboard)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        var app = builder.Build();
        if (dashboard)
            app.MapOrleansDashboard(Route);
        await app.StartAsync();
        return new(app);
    }
}
