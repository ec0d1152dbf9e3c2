using System.Globalization;
using Wasilo.Load.Connect;
using Wasilo.Load.Crowd;
using Wasilo.Load.Fleet;
using Wasilo.Load.Grains;
using Wasilo.Load.Harness;
using Wasilo.Load.Messages;

namespace Wasilo.Load.Processes;

/// <summary>What a child process can be.</summary>
internal static class ChildRoles
{
    /// <summary>A silo that other processes call. Arguments: connection string, silo port, gateway port.</summary>
    public const string Silo = "silo";

    /// <summary>A silo that tells what idle activations weigh, and ends.</summary>
    public const string IdleMemory = "idle-memory";

    public static async Task<int> RunAsync(string role, string[] arguments, CancellationToken cancellation)
    {
        switch (role, arguments)
        {
            case (Silo, [var connection, var siloPort, var gatewayPort]):
                await RunSiloAsync(connection, Number(siloPort), Number(gatewayPort), cancellation);
                return 0;

            case (IdleMemory, []):
                await Console.Out.WriteLineAsync((await IdleActivations.WeighAsync(cancellation)).ToString());
                return 0;

            case (ServerProcess.Role, [var folder, var devices, var edges]):
                await ServerProcess.RunAsync(folder, Number(devices), Number(edges), cancellation);
                return 0;

            case (ConnectRoles.Name, [var connectRole, .. var rest]):
                await ConnectRoles.RunAsync(connectRole, rest, cancellation);
                return 0;

            case (CrowdClients.Role, [var url, var root, var file, var skip, var count]):
                await CrowdClients.RunAsync(url, root, file, Number(skip), Number(count), cancellation);
                return 0;

            case (MessagesRoles.Name, [var messagesRole, .. var rest]):
                await MessagesRoles.RunAsync(messagesRole, rest, cancellation);
                return 0;

            default:
                throw new UsageException($"No child process can be '{role} {string.Join(' ', arguments)}'.");
        }
    }

    private static async Task RunSiloAsync(string connection, int siloPort, int gatewayPort, CancellationToken cancellation)
    {
        using var host = BenchHosts.ClusteredSilo(connection, siloPort, gatewayPort);
        await host.StartAsync(cancellation);
        await Console.Out.WriteLineAsync("READY");

        // Nothing is ever said to it; the end of its input is the word to stop.
        while (await Console.In.ReadLineAsync(cancellation) is not null)
        {
        }

        await host.StopAsync(cancellation);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
