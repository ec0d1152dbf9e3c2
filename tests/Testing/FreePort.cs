using System.Net;
using System.Net.Sockets;

namespace Wasilo.Testing;

/// <summary>
/// Finds loopback ports that nobody listens on. Between finding and using one another program may take it: whoever starts
/// a server on it must be ready to try another.
/// </summary>
public static class FreePort
{
    /// <summary>One free port.</summary>
    public static int Find() => Find(1)[0];

    /// <summary>Several free ports, all different.</summary>
    public static IReadOnlyList<int> Find(int count)
    {
        // All held at once, so that none is given out twice.
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(static listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
