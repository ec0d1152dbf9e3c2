namespace Wasilo.Conformance.Grains;

/// <summary>Which silo a grain finds itself on, as the host that built it says.</summary>
public sealed record HostIdentity(string Name, int SiloPort);
