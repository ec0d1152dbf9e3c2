using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Wasilo.Api.Access;
using Wasilo.Api.Cluster;
using Wasilo.Api.OpenApi;
using Wasilo.Silo;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>What WAHA tells of its server.</summary>
internal static class WahaServerApi
{
    /// <summary>The engine of WAHA's whose sessions come closest to ours; clients look for its fields.</summary>
    private const string Engine = "GOWS";

    public static void MapWahaServer(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ping", () => TypedResults.Ok(new WahaPong("pong"))).WithTags("Observability").WithGroupName("waha")
            .WithSummary("Whether the server answers; needs no key");
        app.MapGet("/health", Health).WithTags("Observability").WithGroupName("waha")
            .Produces<WahaHealth>().Produces<WahaHealth>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Whether sessions can be reached; needs no key");

        var waha = WahaDialect.Instance;
        var server = waha.Group(app, "/api", "Observability").ProducesErrors(StatusCodes.Status401Unauthorized);
        foreach (var path in (string[])["server/version", "version"])
        {
            waha.Map(server, "GET", path, Permission.Read, call => Task.FromResult<IResult>(TypedResults.Ok(Version(call))))
                .Produces<WahaVersion>().WithSummary("What runs here");
        }

        waha.Map(server, "GET", "server/environment", Permission.Read, call => Task.FromResult<IResult>(TypedResults.Ok(Environment(call))))
            .Produces<Dictionary<string, string>>().WithSummary("Facts about the process; settings, which may be secret, are not among them");
        waha.Map(server, "GET", "server/status", Permission.Read, call => Task.FromResult<IResult>(TypedResults.Ok(Status(call))))
            .Produces<WahaServerStatus>().WithSummary("Since when the process runs");
        waha.Map(server, "POST", "server/stop", Permission.Admin, StopAsync)
            .Takes<WahaStopRequest>().Produces<WahaStopping>(StatusCodes.Status201Created).WithSummary("Stop this process; for administrators");
    }

    private static JsonHttpResult<WahaHealth> Health(ClusterWatch watch, WasiloRole role)
    {
        var state = watch.State;
        var isUp = state == ClusterState.Ready;
        var part = new Dictionary<string, WahaHealthPart>
        {
            ["cluster"] = isUp ? new WahaHealthPart("up") : new WahaHealthPart("down", ClusterProblem.Explain(state, role)),
        };
        return TypedResults.Json(
            new WahaHealth(isUp ? "ok" : "error", isUp ? part : [], isUp ? [] : part, part),
            statusCode: isUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static WahaVersion Version(Call call) => new(
        typeof(ApiHost).Assembly.GetName().Version!.ToString(3),
        Engine,
        "PLUS",
        "",
        $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}/{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant(),
        Worker(call));

    private static Dictionary<string, string> Environment(Call call) => new()
    {
        ["WASILO_VERSION"] = Version(call).Version,
        ["DOTNET_VERSION"] = System.Environment.Version.ToString(),
        ["OS"] = RuntimeInformation.OSDescription,
        ["WAHA_WORKER_ID"] = Worker(call).Id ?? "",
        ["CLUSTER_ID"] = call.Http.RequestServices.GetRequiredService<WasiloRole>().ClusterId,
    };

    private static WahaServerStatus Status(Call call)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
        var now = call.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        return new WahaServerStatus(started, Math.Max(now - started, 0), Worker(call));
    }

    private static Task<IResult> StopAsync(Call call) => call.ReadAsync(new WahaStopRequest(null), request =>
    {
        var lifetime = call.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        call.Http.Response.OnCompleted(() =>
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        });
        return Task.FromResult<IResult>(TypedResults.Json(new WahaStopping(true), statusCode: StatusCodes.Status201Created));
    });

    private static WahaWorker Worker(Call call) =>
        new(call.Http.RequestServices.GetRequiredService<IConfiguration>()["Node:Name"] is { Length: > 0 } name ? name : System.Environment.MachineName);
}
