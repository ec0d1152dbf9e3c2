using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.WhatsApp.Client;

/// <summary>How a client presents itself, and whom it trusts.</summary>
public sealed record ClientOptions
{
    /// <summary>The web client's version. WhatsApp refuses old ones, with <see cref="EndReason.ClientOutdated"/>.</summary>
    public ClientVersion Version { get; init; } = ClientVersion.Default;

    /// <summary>The name in the phone's list of linked devices; "Wasilo" by default. Sent at pairing.</summary>
    public string DeviceName { get; init; } = "Wasilo";

    /// <summary>What the device says it is; Chrome by default. Sent at pairing.</summary>
    public DevicePlatform Platform { get; init; } = DevicePlatform.Chrome;

    /// <summary>
    /// The operating system that pairing by code shows behind the browser's name; "Mac OS" by default. WhatsApp refuses
    /// those it doesn't know.
    /// </summary>
    public string OperatingSystem { get; init; } = "Mac OS";

    /// <summary>Whether the phone is asked for all its history instead of the last months; not by default. Sent at pairing.</summary>
    public bool RequireFullHistory { get; init; }

    /// <summary>Whether the account is shown as available once the client is connected; so by default.</summary>
    public bool AnnouncePresence { get; init; } = true;

    /// <summary>Who must have signed the server's certificates; WhatsApp by default, and nobody else outside of tests.</summary>
    public PublicKey TrustedRoot { get; init; } = CertificateChain.WhatsAppRoot;
}

/// <summary>The version of WhatsApp's web client that a client claims to be.</summary>
/// <param name="Primary">2.</param>
/// <param name="Secondary">3000.</param>
/// <param name="Revision">Grows by the day.</param>
public sealed record ClientVersion(uint Primary, uint Secondary, uint Revision)
{
    /// <summary>What whatsmeow said in August 2026.</summary>
    public static ClientVersion Default { get; } = new(2, 3000, 1045649367);

    /// <summary>With dots between the numbers.</summary>
    public override string ToString() => FormattableString.Invariant($"{Primary}.{Secondary}.{Revision}");
}
