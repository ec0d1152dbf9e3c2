using System.Net;
using System.Net.Sockets;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Nodes;

/// <summary>Where this silo listens and what it tells others to connect to.</summary>
/// <param name="Address">The address that others connect to.</param>
/// <param name="SiloPort">For silos.</param>
/// <param name="GatewayPort">For clients; 0 on a single box, which has none.</param>
internal sealed record SiloEndpoint(IPAddress Address, int SiloPort, int GatewayPort)
{
    /// <summary>
    /// A silo that is known by an address of the machine also listens on the others: in containers and behind address
    /// translation the advertised address is often not one that the process can bind to.
    /// </summary>
    public bool ListensOnAnyAddress => !IPAddress.IsLoopback(Address);

    public IPAddress ListeningAddress =>
        !ListensOnAnyAddress ? Address
        : Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any
        : IPAddress.Any;

    public override string ToString() => GatewayPort == 0
        ? $"silo {new IPEndPoint(Address, SiloPort)}"
        : $"silo {new IPEndPoint(Address, SiloPort)}, gateway {new IPEndPoint(Address, GatewayPort)}";

    /// <param name="cluster">What was configured.</param>
    /// <param name="databaseIsOnThisMachine">Then so is everyone else, unless an address is configured.</param>
    public static SiloEndpoint Of(ClusterSettings cluster, bool databaseIsOnThisMachine)
    {
        var address =
            !cluster.SharesDatabase ? IPAddress.Loopback
            : cluster.AdvertisedAddress is { } configured ? Resolve(configured)
            : databaseIsOnThisMachine ? IPAddress.Loopback
            : Resolve(Dns.GetHostName());

        var (freeSiloPort, freeGatewayPort) = LocalPorts.PickTwoFree(IPAddress.Loopback);
        return new SiloEndpoint(
            address,
            cluster.SiloPort == 0 ? freeSiloPort : cluster.SiloPort,
            !cluster.SharesDatabase ? 0 : cluster.GatewayPort == 0 ? freeGatewayPort : cluster.GatewayPort);
    }

    private static IPAddress Resolve(string host)
    {
        IPAddress[] found;
        try
        {
            found = Dns.GetHostAddresses(host);
        }
        catch (SocketException problem)
        {
            throw Unusable(host, problem);
        }

        // IPv4 first: the more widely routable of the two inside clusters today.
        return found.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
            .FirstOrDefault(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            ?? throw Unusable(host, null);
    }

    private static StartupException Unusable(string host, Exception? cause) => new(
        $"{ClusterSettings.AddressKey} is '{host}', which is no address that others could reach. "
        + "It must be an IP address or a host name that resolves to one.",
        cause);
}
