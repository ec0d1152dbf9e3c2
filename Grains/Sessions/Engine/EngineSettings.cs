using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>Which server the engines of this node connect to, and as what.</summary>
internal sealed record EngineSettings
{
    /// <summary>Null for WhatsApp's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Who must have signed the server's certificates; null for WhatsApp.</summary>
    public PublicKey? RootKey { get; init; }

    /// <summary>Null for the engine's own.</summary>
    public ClientVersion? Version { get; init; }
}
