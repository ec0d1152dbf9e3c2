namespace Orleans.Messaging;

/// <summary>Where a client finds gateways.</summary>
public interface IGatewayListProvider
{
    /// <summary>How old the list may get.</summary>
    TimeSpan MaxStaleness { get; }

    /// <summary>Prepares the list.</summary>
    Task InitializeGatewayListProvider();

    /// <summary>The gateways as <c>gwy.tcp://ip:port/generation</c>.</summary>
    Task<IList<Uri>> GetGateways();
}
