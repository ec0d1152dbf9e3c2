using System.ComponentModel;
using System.Diagnostics;
using Wasilo.Simulator.Connections;

namespace Wasilo.Simulator.Edges;

/// <summary>A process of its own that takes clients' WebSockets and carries what they say to the simulator and back.</summary>
/// <remarks>It knows nothing of the protocol. When it ends, for whatever reason, its clients' connections end with it.</remarks>
public sealed class Edge : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Edge(Process process, Uri address)
    {
        _process = process;
        ProcessId = process.Id;
        ChatUrl = new UriBuilder(address) { Scheme = Uri.UriSchemeWs, Path = ChatEndpoint.Path }.Uri;
    }

    /// <summary>Where clients connect.</summary>
    public Uri ChatUrl { get; }

    /// <summary>The process.</summary>
    public int ProcessId { get; }

    /// <summary>Completes when it has ended.</summary>
    internal Task Ended => _process.WaitForExitAsync();

    /// <summary>Ends it without a word, as a crash does. Its clients see their connections drop.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it if it still runs.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is disposed of already.
        }

        _process.Dispose();
    }

    /// <summary>Starts one. It ends at the latest with this process, whose end closes its standard input.</summary>
    /// <param name="program">How to.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">It can't be started, or can't listen where it should.</exception>
    internal static async Task<Edge> StartAsync(ProcessStartInfo program, CancellationToken cancellation)
    {
        var process = Run(program);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(StartTimeout);
            var said = await process.StandardOutput.ReadLineAsync(timeout.Token)
                ?? throw new IOException("An edge ended before it listened; what it said is above.");
            return new Edge(process, new Uri(said));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    private static Process Run(ProcessStartInfo program)
    {
        program.RedirectStandardInput = true;
        program.RedirectStandardOutput = true;
        try
        {
            return Process.Start(program)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"An edge can't be started as '{program.FileName}': {e.Message}", e);
        }
    }
}
