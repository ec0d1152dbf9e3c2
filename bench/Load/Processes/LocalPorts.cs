using System.Net;
using System.Net.Sockets;

namespace Wasilo.Load.Processes;

/// <summary>Ports for silos of this machine.</summary>
internal static class LocalPorts
{
    /// <summary>Two different ports that were free just now.</summary>
    public static (int First, int Second) PickTwoFree()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        two.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)two.LocalEndpoint).Port);
    }
}
