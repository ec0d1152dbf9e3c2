using Wasilo.Simulator.Counting;

namespace Wasilo.Simulator.Connections;

/// <summary>Where clients open their WebSocket.</summary>
internal static class ChatEndpoint
{
    public const string Path = "/ws/chat";

    public static void MapChat(this IEndpointRouteBuilder app) => app.Map(Path, ServeAsync).ExcludeFromDescription();

    private static async Task ServeAsync(HttpContext context, ChatServer server, ILogger<Connection> log)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (!server.Connections.TryEnter(out var number))
        {
            server.Statistics.Count(Counted.RefusedConnections);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var request = new UpgradedRequest(context);
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var connection = new Connection(number, socket, request, server, log);
            server.Connections.Add(connection);
            await connection.RunAsync();
        }
        finally
        {
            request.End();
            server.Connections.Leave(number);
        }
    }
}
