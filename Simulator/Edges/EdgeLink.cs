using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Wasilo.Simulator.Edges;

/// <summary>Where edges reach the simulator: a socket in a folder that only its user can open.</summary>
internal sealed class EdgeLink : IDisposable
{
    /// <summary>WebSockets over one connection between edge and simulator; the edge opens as many connections as it needs.</summary>
    private const int StreamsPerConnection = 1000;

    /// <summary>Bytes that a client may be ahead of the simulator; the least that HTTP/2 allows.</summary>
    private const int StreamWindow = 65_535;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasilo-edges-");

    public string SocketPath => Path.Combine(_folder.FullName, "link");

    /// <summary>Whether an address that the server listens on is this one.</summary>
    public static bool IsLink(string address) => address.StartsWith("http://unix:", StringComparison.Ordinal);

    public void Listen(KestrelServerOptions kestrel)
    {
        kestrel.ListenUnixSocket(SocketPath, static listen => listen.Protocols = HttpProtocols.Http2);
        var limits = kestrel.Limits;
        limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        limits.Http2.InitialStreamWindowSize = StreamWindow;
        limits.Http2.InitialConnectionWindowSize = StreamsPerConnection * StreamWindow; // no client waits for another's being read
        // Clients of the protocol are silent most of the time; the simulator has time limits of its own.
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
    }

    public void Dispose()
    {
        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}
