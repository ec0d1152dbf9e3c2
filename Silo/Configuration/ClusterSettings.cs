using Orleans.Configuration;

namespace Wasilo.Silo.Configuration;

/// <summary>How silos and clients find each other.</summary>
/// <param name="SharesDatabase">Several processes that meet in the database (<c>Cluster:Mode=cluster</c>), or one box.</param>
/// <param name="Id">Only silos and clients of the same id form a cluster.</param>
/// <param name="AdvertisedAddress">The host or address that others reach this silo at; null means: find out.</param>
/// <param name="SiloPort">For silos; 0 means any free one.</param>
/// <param name="GatewayPort">For clients; 0 means any free one.</param>
/// <param name="DeadAfter">How long a silo must be silent before the others declare it dead.</param>
internal sealed record ClusterSettings(
    bool SharesDatabase, string Id, string? AdvertisedAddress, int SiloPort, int GatewayPort, TimeSpan DeadAfter)
{
    public const string ModeKey = "Cluster:Mode";
    public const string AddressKey = "Cluster:AdvertisedAddress";
    public const string SiloPortKey = "Cluster:SiloPort";
    public const string GatewayPortKey = "Cluster:GatewayPort";
    public const string Single = "single";
    public const string Cluster = "cluster";

    private const string IdKey = "Cluster:Id";
    private const string DeadAfterKey = "Cluster:DeadAfterSeconds";

    public static ClusterSettings Read(SettingsReader settings)
    {
        settings.RequireKnown("Cluster", ModeKey, IdKey, AddressKey, SiloPortKey, GatewayPortKey, DeadAfterKey);
        var shared = settings.OneOf(ModeKey, Single, Single, Cluster) == Cluster;
        return new ClusterSettings(
            shared,
            settings.Text(IdKey, "wasilo"),
            settings.OptionalText(AddressKey),
            // Nobody connects to a single box's silo from outside: it takes what is free, and two boxes don't collide.
            settings.Port(SiloPortKey, shared ? EndpointOptions.DEFAULT_SILO_PORT : 0),
            settings.Port(GatewayPortKey, shared ? EndpointOptions.DEFAULT_GATEWAY_PORT : 0),
            settings.Seconds(DeadAfterKey, fallback: 10, least: 3, most: 300));
    }
}
