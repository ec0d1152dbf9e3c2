using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>What a session's config means for its engine.</summary>
internal static class EngineOptions
{
    private static readonly ClientOptions Default = new();

    public static ClientOptions Of(SessionConfig config, EngineSettings settings) => Default with
    {
        Version = settings.Version ?? Default.Version,
        DeviceName = config.Client.DeviceName ?? Default.DeviceName,
        Platform = config.Client.BrowserName is { } browser ? PlatformOf(browser) : Default.Platform,
        RequireFullHistory = config.Store.FullSync,
        AnnouncePresence = config.MarkOnline,
        TrustedRoot = settings.RootKey ?? Default.TrustedRoot,
    };

    /// <exception cref="ArgumentException">It isn't host and port.</exception>
    public static ProxySettings ProxyOf(ProxyConfig proxy) =>
        Uri.TryCreate($"http://{proxy.Server}", UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0
            && address.PathAndQuery == "/"
            ? new ProxySettings(address, proxy.Username, proxy.Password)
            : throw new ArgumentException("proxy.server must be a host and a port, as proxy.example.com:3128.");

    /// <exception cref="ArgumentException">There is no such browser.</exception>
    public static DevicePlatform PlatformOf(string browser) =>
        Enum.TryParse<DevicePlatform>(browser, ignoreCase: true, out var platform) && Enum.IsDefined(platform) && !char.IsAsciiDigit(browser[0])
            ? platform
            : throw new ArgumentException($"client.browserName must be one of {string.Join(", ", Enum.GetNames<DevicePlatform>())}.");

    /// <summary>Whether an engine must be made anew when the config changes.</summary>
    public static bool Differ(SessionConfig one, SessionConfig other) =>
        (one.Proxy, one.Client, one.Store.FullSync, one.MarkOnline) != (other.Proxy, other.Client, other.Store.FullSync, other.MarkOnline);
}
