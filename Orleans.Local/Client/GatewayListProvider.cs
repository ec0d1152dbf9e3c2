using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Messaging
{
    /// <summary>Tells a client which gateways there are.</summary>
    public interface IGatewayListProvider
    {
        /// <summary>How old the list may be.</summary>
        TimeSpan MaxStaleness { get; }

        /// <summary>Whether the list can change.</summary>
        [Obsolete("Every list may change: it is asked for again and again.")]
        bool IsUpdatable { get; }

        /// <summary>Called once before the first list is asked for.</summary>
        Task InitializeGatewayListProvider();

        /// <summary>The gateways, as <c>gwy.tcp://ip:port/generation</c>.</summary>
        Task<IList<Uri>> GetGateways();
    }
}

namespace Orleans.Local.Client
{
    /// <summary>Gateways by configuration.</summary>
    internal sealed class StaticGatewayListProvider(IOptions<StaticGatewayListProviderOptions> options) : IGatewayListProvider
    {
        public TimeSpan MaxStaleness => TimeSpan.MaxValue;

        public bool IsUpdatable => false;

        public Task InitializeGatewayListProvider() => Task.CompletedTask;

        public Task<IList<Uri>> GetGateways() => Task.FromResult<IList<Uri>>(options.Value.Gateways);
    }

    internal static class GatewayUri
    {
        private const string Scheme = "gwy.tcp";

        public static Uri Of(IPEndPoint endpoint, int generation = 0) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{endpoint}/{generation}"));

        public static IPEndPoint ToEndPoint(Uri gateway) => new(IPAddress.Parse(gateway.Host.Trim('[', ']')), gateway.Port);
    }
}
