namespace Orleans.Configuration;

/// <summary>How calls travel.</summary>
public abstract class MessagingOptions
{
    /// <summary>The time after which a call without answer fails with <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest message, in bytes; a larger one is refused where it is sent and closes the connection where it arrives.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;
}

/// <summary>How a silo's calls travel.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How often a message may be passed on before it is refused.</summary>
    public int MaxForwardCount { get; set; } = 5;

    /// <summary>How many calls may wait for one activation; a further one fails with <see cref="Runtime.LimitExceededException"/>.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = 10_000;
}

/// <summary>How a client's calls travel.</summary>
public class ClientMessagingOptions : MessagingOptions;

/// <summary>How a client finds gateways.</summary>
public class GatewayOptions
{
    /// <summary>How often the list of gateways is read.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Gateways by configuration.</summary>
public class StaticGatewayListProviderOptions
{
    /// <summary>The gateways, as <c>gwy.tcp://host:port/generation</c>.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
