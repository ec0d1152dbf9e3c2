namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>How WhatsApp is reached.</summary>
/// <param name="Server">Host and port, without a scheme.</param>
/// <param name="Username">Null where the proxy asks for none.</param>
/// <param name="Password">Secret.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ProxyConfig")]
public sealed record ProxyConfig(string Server, string? Username = null, string? Password = null)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"ProxyConfig {{ Server = {Server} }}";
}

/// <summary>Chats that are neither stored nor told of. Sending to them is not affected.</summary>
/// <param name="Status">Status messages.</param>
/// <param name="Groups">Groups.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Broadcast">Broadcast lists.</param>
[GenerateSerializer, Immutable, Alias("wasilo.IgnoreConfig")]
public sealed record IgnoreConfig(bool Status = false, bool Groups = false, bool Channels = false, bool Broadcast = false);

/// <summary>How the device presents itself.</summary>
/// <param name="DeviceName">Its name in the phone's list; null for ours.</param>
/// <param name="BrowserName">What it says it is: Chrome, Firefox, Safari, Edge, Opera, Desktop; null for ours.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ClientConfig")]
public sealed record ClientConfig(string? DeviceName = null, string? BrowserName = null);

/// <summary>What is kept of chats.</summary>
/// <param name="Messages">Messages.</param>
/// <param name="Groups">Groups.</param>
/// <param name="Chats">Chats.</param>
/// <param name="Labels">Labels.</param>
/// <param name="FullSync">Whether the phone is asked for all of its history at pairing.</param>
/// <param name="Label">What the caller calls the store. It names no file and no server.</param>
[GenerateSerializer, Immutable, Alias("wasilo.StoreConfig")]
public sealed record StoreConfig(
    bool Messages = true, bool Groups = true, bool Chats = true, bool Labels = true, bool FullSync = false, string? Label = null);
