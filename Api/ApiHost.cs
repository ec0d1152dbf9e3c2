using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Api.Access;
using Wasilo.Api.Admin;
using Wasilo.Api.Cluster;
using Wasilo.Api.Dialects.Gateway;
using Wasilo.Api.Dialects.Gateway.Tokens;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Dialects.Wappfy;
using Wasilo.Api.Dialects.Wawp;
using Wasilo.Api.Dialects.WawpV1;
using Wasilo.Api.Dialects.WawpV2;
using Wasilo.Api.Events;
using Wasilo.Api.Groups;
using Wasilo.Api.Health;
using Wasilo.Api.Limits;
using Wasilo.Api.Links;
using Wasilo.Api.Nodes;
using Wasilo.Api.OpenApi;
using Wasilo.Api.Problems;
using Wasilo.Api.Startup;
using Wasilo.Api.Telemetry;
using Wasilo.Silo;
using Wasilo.Silo.Configuration;

namespace Wasilo.Api;

/// <summary>Composes the API's program.</summary>
internal static class ApiHost
{
    /// <param name="args">Settings, as <c>--Key=value</c>.</param>
    /// <param name="operators">The key of the command that this process is started for; null for a server.</param>
    public static WebApplication Build(string[] args, OperatorKey? operators = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddWasiloConfiguration(args, KeyValuePair.Create<string, string?>(ListeningUrls.Key, ListeningUrls.Default));
        ListeningUrls.RequireFree(builder.Configuration);
        builder.AddWasilo();

        var services = builder.Services;
        // A client may wait for its first silo for hours, and the server answers meanwhile. Services of a silo, however,
        // start one after the other: some need it to be there.
        services.AddOptions<HostOptions>().Configure<WasiloRole>((options, role) => options.ServicesStartConcurrently = !role.HostsSilo);
        var drain = Drainer.Read(builder.Configuration);
        services.AddHostedService(provider => new Drainer(drain, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClusterWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterWatch>());
        services.AddHostedService<FirstKey>();
        if (operators is null)
            services.AddHostedService<Announcer>();
        else
            services.AddSingleton(operators);
        services.AddProblemDetails();
        services.AddExceptionHandler<FaceExceptionHandler>();
        services.AddSingleton<MatcherPolicy, WappfyRoutePolicy>();
        services.AddDocuments();
        services.AddResponseCompression(); // over plain HTTP alone: in TLS, lengths would tell of secrets
        builder.AddTelemetry();
        var limits = new KeyLimits(builder.Configuration);
        services.AddSingleton(_ => limits);
        if (TokenSettings.Read(builder.Configuration) is { } tokens)
            services.AddSingleton(tokens).AddSingleton<TokenKeys>().AddSingleton<TokenGate>();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper)));

        var app = builder.Build();
        app.UseResponseCompression();
        app.UseMiddleware<AccessLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Faces.Tell(
            context.HttpContext, Statuses.Explain(context.HttpContext.Response.StatusCode, context.HttpContext.Request)).ExecuteAsync(context.HttpContext));
        app.MapDocuments();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapHealth();
        app.MapNodes();
        app.MapAdmin();
        app.MapWahaSessions();
        app.MapWahaPairing();
        app.MapWahaMessages();
        app.MapWahaSends();
        app.MapEvents();
        app.MapEventSocket();
        app.MapWahaDeprecated();
        app.MapWahaKeys();
        app.MapWahaServer();
        app.MapWappfy();
        app.MapWawpV2Sessions();
        app.MapWawpV2Pairing();
        app.MapWawpV2Settings();
        app.MapWawpV2TempLinks();
        app.MapLinks();
        app.MapWawpV1();
        app.MapWawpSends();
        app.MapGroups();
        app.MapGateway();
        app.MapGatewayMessages();
        app.MapDashboard();
        return app;
    }
}
