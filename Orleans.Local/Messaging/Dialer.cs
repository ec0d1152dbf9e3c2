using System.Net;
using System.Net.Sockets;

namespace Orleans.Local.Messaging;

/// <summary>Opens connections.</summary>
internal static class Dialer
{
    /// <summary>Connects and says hello.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="InvalidDataException">The other end refuses, or is something else.</exception>
    public static async Task<(FrameStream Frames, Welcome Welcome)> ConnectAsync(IPEndPoint endpoint, Hello hello, int maxFrame, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            var frames = new FrameStream(socket, maxFrame);

            // The loop that sends belongs to the connection, which exists only once the other end has agreed: the hello goes by itself.
            await frames.SendNowAsync(hello.Write, cancellation);
            var answer = await frames.ReadAsync(cancellation) ?? throw new InvalidDataException($"{endpoint} closed the connection without a word.");
            var welcome = Welcome.Read(answer);
            if (welcome.Refusal is { } refusal)
                throw new InvalidDataException($"{endpoint} refused: {refusal}");
            return (frames, welcome);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
