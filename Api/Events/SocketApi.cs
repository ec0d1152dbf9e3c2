using System.Net.WebSockets;
using Wasilo.Api.Access;
using Wasilo.Api.Dialects;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Api.Events;

/// <summary>Events over a WebSocket, as WAHA has it: from now on, and without a way to come back to where one was.</summary>
internal static class SocketApi
{
    private const string All = "*";

    /// <summary>Pings, and how long their answers may take, as in WAHA.</summary>
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(10);

    public static void MapEventSocket(this WebApplication app)
    {
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Ping, KeepAliveTimeout = Ping });
        var waha = WahaDialect.Instance;
        waha.Map(waha.Group(app, "", "Events"), "GET", "/ws", Permission.Events, FollowAsync)
            .Produces(StatusCodes.Status101SwitchingProtocols)
            .WithName("EventSocket").WithSummary("A WebSocket of events, as webhooks get them; session is a name, or * for all, and so is events");
    }

    private static async Task<IResult> FollowAsync(Call call)
    {
        var sockets = call.Http.WebSockets;
        if (!sockets.IsWebSocketRequest)
            return call.Tell(Problem.Invalid("Open a WebSocket here: ws:// or wss:// instead of http:// or https://."));
        var query = call.Http.Request.Query;
        var names = query["events"].OfType<string>().SelectMany(static value => value.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var wanted = query["session"] is [{ Length: > 0 } session] ? session : All;
        var stopping = call.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var socket = await sockets.AcceptWebSocketAsync();
        var events = new EventSocket(socket, names.Length == 0 ? [All] : names);
        await events.RunAsync(() => FindAsync(call, wanted), stopping, call.Http.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IReadOnlyCollection<ISessionEventsGrain>> FindAsync(Call call, string wanted)
    {
        var sessions = wanted == All
            ? await call.Caller.ListAsync()
            : await call.Caller.FindAsync(wanted, WahaDialect.Instance.TakesNames) is { } one ? [one] : [];
        return [.. sessions.Select(session => call.Caller.Cluster.GetGrain<ISessionEventsGrain>(session.GetPrimaryKeyString()))];
    }
}
