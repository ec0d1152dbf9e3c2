using System.Net;
using Wasilo.Silo.Startup;

namespace Wasilo.Api.Startup;

/// <summary>
/// Where the API listens. Looked at before anything starts: the server starts beside a client that may wait for its
/// first silo for hours, and its failure would be told only then.
/// </summary>
internal static class ListeningUrls
{
    public const string Key = "Urls";
    public const string Default = "http://127.0.0.1:8080";

    /// <exception cref="StartupException">One makes no sense, or its port is taken.</exception>
    public static void RequireFree(IConfiguration configuration)
    {
        foreach (var url in configuration[Key]!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (!address.IsUnixPipe && address.Port != 0)
                LocalPorts.RequireFree(Key, url, AddressOf(address.Host), address.Port);
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is "http" or "https" && address.PathBase.Length == 0 && address.Port is >= 0 and <= 65535)
                return address;
        }
        catch (FormatException)
        {
            // Told below, in our words.
        }

        throw new StartupException($"{Key} is '{url}'. It must be one or more of http://ADDRESS:PORT, separated by semicolons.");
    }

    /// <summary>As Kestrel understands hosts: a name that is no address means all of this machine's.</summary>
    private static IPAddress AddressOf(string host) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : IPAddress.Any;
}
