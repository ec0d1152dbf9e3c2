using System.Diagnostics;

namespace Wasilo.Simulator.Edges;

/// <summary>The edges of a simulator: started once it listens for them, ended after it has let its connections go.</summary>
/// <remarks>
/// One process may have only so many descriptors (20,000 is a common hard limit), and with them sockets. Edges have them in its place: each
/// carries its clients' WebSockets over a few HTTP/2 connections (RFC 8441), a stream each, so that flow control, closes and aborts
/// are the stream's. To the rest of the simulator they are WebSockets like all others.
/// </remarks>
internal sealed partial class EdgeFleet(SimulatorOptions options, EdgeLink link, ILogger<EdgeFleet> log) : IHostedLifecycleService, IDisposable
{
    private Edge[] _edges = [];
    private volatile bool _stopping;

    public IReadOnlyList<Edge> Edges => _edges;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var starting = Enumerable.Range(0, options.Edges).Select(index => StartAsync(index, cancellationToken)).ToArray();
        try
        {
            _edges = await Task.WhenAll(starting);
        }
        catch
        {
            _edges = [.. starting.Where(static one => one.IsCompletedSuccessfully).Select(static one => one.Result)];
            throw;
        }

        foreach (var edge in _edges)
            _ = WatchAsync(edge);
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping = true;
        foreach (var edge in _edges)
            edge.Dispose();
    }

    private Task<Edge> StartAsync(int index, CancellationToken cancellation)
    {
        var port = options.EdgePort == 0 ? 0 : options.EdgePort + index;
        var program = ThisProgram();
        foreach (var argument in EdgeProgram.Arguments(options, port, link.SocketPath))
            program.ArgumentList.Add(argument);
        return Edge.StartAsync(program, cancellation);
    }

    private async Task WatchAsync(Edge edge)
    {
        await edge.Ended;
        if (!_stopping)
            LogEnded(edge.ChatUrl);
    }

    // Inside another program, such as a test's, it is started by the runtime from the assembly.
    private static ProcessStartInfo ThisProgram()
    {
        var assembly = typeof(EdgeFleet).Assembly;
        var host = Environment.ProcessPath;
        var isDotNet = Path.GetFileNameWithoutExtension(host) == "dotnet";
        if (!isDotNet && host is not null && System.Reflection.Assembly.GetEntryAssembly() == assembly)
            return new ProcessStartInfo(host);
        return new ProcessStartInfo(isDotNet ? host! : "dotnet", ["exec", assembly.Location]);
    }

    [LoggerMessage(40, LogLevel.Warning, "The edge at {ChatUrl} has ended, and its connections with it.")]
    private partial void LogEnded(Uri chatUrl);
}
