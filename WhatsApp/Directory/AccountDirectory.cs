using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Groups;
using Wasilo.WhatsApp.Messaging;

namespace Wasilo.WhatsApp.Directory;

/// <summary>What a client knows of other accounts. One for a client: it outlives connections.</summary>
internal sealed class AccountDirectory
{
    internal AccountDirectory(ClientParts parts)
    {
        Lids = new LidMap(parts.Keeper);
        Devices = new DeviceDirectory(parts, parts.Server, Lids);
        Bundles = new BundleFetch(parts, parts.Server, Lids);
        Groups = new GroupDirectory(parts.Server, Lids);
        Tokens = new PrivacyTokens(parts, parts.Server, Lids);
        Listener = new SessionGuard(parts);
    }

    /// <summary>Phone numbers and hidden ids.</summary>
    internal LidMap Lids { get; }

    /// <summary>Devices of accounts.</summary>
    internal DeviceDirectory Devices { get; }

    /// <summary>Public keys of devices.</summary>
    internal BundleFetch Bundles { get; }

    /// <summary>Groups and their members.</summary>
    internal GroupDirectory Groups { get; }

    /// <summary>Tokens of trust.</summary>
    internal PrivacyTokens Tokens { get; }

    /// <summary>Who acts on changes.</summary>
    internal IDirectoryListener? Listener { get; set; }

    /// <summary>Forgets everything that is kept in memory.</summary>
    internal void Clear()
    {
        Lids.Clear();
        Devices.Clear();
        Groups.Clear();
        Tokens.Clear();
    }
}
