using System.Net;
using System.Net.Sockets;

namespace Wasilo.Silo.Startup;

/// <summary>Ports of this machine, looked at before something else needs them.</summary>
public static class LocalPorts
{
    /// <exception cref="StartupException">The port can't be listened on.</exception>
    public static void RequireFree(string key, string value, IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
        }
        catch (SocketException problem)
        {
            throw new StartupException(problem.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"{key} is '{value}', but port {port} is taken by another program. Stop that program or choose a free port.",
                SocketError.AddressNotAvailable =>
                    $"{key} is '{value}', but {address} is no address of this machine. Choose one that is.",
                SocketError.AccessDenied =>
                    $"{key} is '{value}', but this user may not listen on port {port}. Choose a port above 1023.",
                _ => $"{key} is '{value}', but port {port} can't be listened on: {problem.Message}.",
            }, problem);
        }
    }

    /// <summary>Two different ports that nothing listens on at this moment.</summary>
    public static (int First, int Second) PickTwoFree(IPAddress address)
    {
        using var first = new TcpListener(address, 0);
        using var second = new TcpListener(address, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
