using System.Globalization;
using Wasilo.Load.Processes;
using Wasilo.Simulator;

namespace Wasilo.Load.Connect;

/// <summary>A simulator in a process of its own, so that what is measured of clients is the clients'.</summary>
internal sealed class ServerProcess(ChildProcess process, string url, string secureUrl, string root) : IAsyncDisposable
{
    /// <summary>Where clients connect.</summary>
    public string Url => url;

    /// <summary>Where they connect by TLS.</summary>
    public string SecureUrl => secureUrl;

    /// <summary>What they trust.</summary>
    public string Root => root;

    /// <summary>Starts one with linked devices, and writes those into a file, and its TLS certificate into another.</summary>
    public static async Task<ServerProcess> StartAsync(string file, string certificate, int devices, CancellationToken cancellation)
    {
        var count = devices.ToString(CultureInfo.InvariantCulture);
        var process = ChildProcess.Start(ConnectRoles.Name, ConnectRoles.Server, file, certificate, count);
        try
        {
            var parts = (await process.ReadLineAsync(cancellation)).Split(' ');
            return new ServerProcess(process, parts[0], parts[1], parts[2]);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>In the child process.</summary>
    public static async Task RunAsync(string file, string certificate, int devices, CancellationToken cancellation)
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Tls = true }, cancellationToken: cancellation);
        await Devices.LinkAsync(server, file, devices, cancellation);
        await File.WriteAllTextAsync(certificate, server.TlsCertificate!.ExportCertificatePem(), cancellation);
        await Console.Out.WriteLineAsync($"{server.ChatUrl} {server.SecureChatUrl} {server.Root}");

        // Nothing is ever said to it; the end of its input is the word to stop.
        while (await Console.In.ReadLineAsync(cancellation) is not null)
        {
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
