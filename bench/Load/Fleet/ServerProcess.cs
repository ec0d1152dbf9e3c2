using System.Globalization;
using System.Text.Json;
using Wasilo.Load.Processes;
using Wasilo.Simulator;

namespace Wasilo.Load.Fleet;

/// <summary>A simulator in a process of its own, so that what is measured of clients is the clients'; with linked devices.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The child's role. Arguments: the folder for its files, how many devices, how many edges.</summary>
    public const string Role = "simulator";

    /// <summary>Linking thousands of devices takes seconds on two cores; a busy machine needs several times that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ChildProcess _process;
    private readonly DirectoryInfo _folder;

    private ServerProcess(ChildProcess process, DirectoryInfo folder, ServerInfo info)
    {
        _process = process;
        _folder = folder;
        Info = info;
    }

    public ServerInfo Info { get; }

    /// <summary>The file of its linked devices.</summary>
    public string Devices => DevicesIn(_folder.FullName);

    /// <summary>The file of its TLS certificate.</summary>
    public string Certificate => CertificateIn(_folder.FullName);

    public static async Task<ServerProcess> StartAsync(int devices, CancellationToken cancellation, int edges = 0)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("wasilo-bench-");
        var process = ChildProcess.Start(Role, folder.FullName, Text(devices), Text(edges));
        try
        {
            var said = await process.ReadLineAsync(cancellation, Patience);
            return new ServerProcess(process, folder, JsonSerializer.Deserialize<ServerInfo>(said)!);
        }
        catch
        {
            await process.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>What it sees now.</summary>
    public async Task<ServerView> LookAsync(CancellationToken cancellation) =>
        JsonSerializer.Deserialize<ServerView>(await _process.AskAsync(cancellation))!;

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>In the child process: says what it is, then what it sees whenever it is asked, until the end of its input.</summary>
    public static async Task RunAsync(string folder, int devices, int edges, CancellationToken cancellation)
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Tls = true, Edges = edges }, null, cancellation);
        await Fleet.Devices.LinkAsync(server, DevicesIn(folder), devices, cancellation);
        await File.WriteAllTextAsync(CertificateIn(folder), server.TlsCertificate!.ExportCertificatePem(), cancellation);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(ServerInfo.Of(server)));
        while (await Console.In.ReadLineAsync(cancellation) is not null)
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new ServerView(server.OnlineDevices, server.Violations.Count)));
    }

    private static string DevicesIn(string folder) => Path.Combine(folder, "devices.jsonl");

    private static string CertificateIn(string folder) => Path.Combine(folder, "certificate.pem");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
