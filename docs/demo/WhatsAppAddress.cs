namespace Wasilo.Demo;

/// <summary>Where the simulated WhatsApp is.</summary>
/// <param name="Endpoint">Of its chat servers.</param>
/// <param name="RootKey">That signs its certificates: 32 bytes in hex.</param>
internal sealed record WhatsAppAddress(Uri Endpoint, string RootKey);
