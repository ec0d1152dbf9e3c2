using System.Globalization;
using System.Net;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Nodes;

namespace Wasilo.Silo.Startup;

/// <summary>The ports that the silo will listen on are free.</summary>
internal sealed class PortCheck(SiloEndpoint silo, NodeSettings node) : IStartupCheck
{
    public Task RunAsync(CancellationToken cancellation)
    {
        Require(ClusterSettings.SiloPortKey, silo.ListeningAddress, silo.SiloPort);
        Require(ClusterSettings.GatewayPortKey, silo.ListeningAddress, silo.GatewayPort);
        Require(NodeSettings.HealthPortKey, IPAddress.Any, node.HealthPort);
        return Task.CompletedTask;
    }

    private static void Require(string key, IPAddress address, int port)
    {
        if (port != 0)
            LocalPorts.RequireFree(key, port.ToString(CultureInfo.InvariantCulture), address, port);
    }
}
