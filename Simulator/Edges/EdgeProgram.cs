using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Wasilo.Simulator.Connections;

namespace Wasilo.Simulator.Edges;

/// <summary>What an edge's process runs; the simulator starts it, nobody else.</summary>
internal static class EdgeProgram
{
    /// <summary>The first argument.</summary>
    public const string Command = "edge";

    /// <param name="options">The simulator's.</param>
    /// <param name="port">Where it listens; 0 for a free port.</param>
    /// <param name="link">The socket on which the simulator waits for it.</param>
    public static IEnumerable<string> Arguments(SimulatorOptions options, int port, string link) =>
        [Command, options.Address, port.ToString(CultureInfo.InvariantCulture), link, options.SilenceTimeout.ToString()];

    /// <summary>Says where it listens in a line, and ends when its standard input does.</summary>
    public static async Task RunAsync(string address, string port, string link, string patience)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace); // the output is the simulator's
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Parse(address),
            int.Parse(port, CultureInfo.InvariantCulture),
            static listen => listen.Protocols = HttpProtocols.Http1));
        builder.Services.AddSingleton(services => new EdgeRelay(
            link,
            TimeSpan.Parse(patience, CultureInfo.InvariantCulture),
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));

        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        app.Map(ChatEndpoint.Path, static (HttpContext context, EdgeRelay relay) => relay.ServeAsync(context));
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        await Console.Out.WriteLineAsync(addresses.Single());

        await Task.WhenAny(Console.In.ReadToEndAsync(), app.WaitForShutdownAsync());
        await app.StopAsync();
    }
}
