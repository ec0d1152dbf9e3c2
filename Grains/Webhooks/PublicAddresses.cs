using System.Net;
using System.Net.Sockets;

namespace Wasilo.Grains.Webhooks;

/// <summary>Tells addresses of the public internet from all others.</summary>
internal static class PublicAddresses
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry and multicast
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // All that is given out is in here; loopback, link-local, unique local, NAT64, mapped and multicast are not.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // https://www.iana.org/assignments/iana-ipv6-special-registry: Teredo and others, documentation, and 6to4, which hides an IPv4 address.
    private static readonly IPNetwork[] NotPublic6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !NotPublic4.Any(network => network.Contains(address))
            : Global6.Contains(address) && !NotPublic6.Any(network => network.Contains(address));
    }
}
