using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Client;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Action">What the client does about it.</param>
public sealed record ConnectionEnd(EndReason Reason, EndAction Action)
{
    /// <summary>The server's number for it, if it gave one.</summary>
    public int? Code { get; init; }

    /// <summary>The server's words for it, if it gave any.</summary>
    public string? Detail { get; init; }

    /// <summary>How long a temporary ban lasts.</summary>
    public TimeSpan? BannedFor { get; init; }

    /// <summary>The failure underneath, if there was one.</summary>
    public Exception? Exception { get; init; }

    internal static ConnectionEnd Of(Exception exception)
    {
        var (reason, action) = exception switch
        {
            StaleOwnerException => (EndReason.OwnerReplaced, EndAction.Stop),
            PairingException => (EndReason.PairingFailed, EndAction.Stop),
            // Not for good: a hotel's login page answers in WhatsApp's place too, and nothing secret was told to it.
            CertificateChainException or TlsAuthenticationException => (EndReason.ServerNotTrusted, EndAction.ReconnectLater),
            NotConnectedException => (EndReason.ConnectionLost, EndAction.Reconnect),
            RequestException => (EndReason.Failed, EndAction.Reconnect),
            WhatsAppException => (EndReason.StreamBroken, EndAction.Reconnect),
            IOException or HttpRequestException => (EndReason.ConnectionLost, EndAction.Reconnect),
            _ => (EndReason.Failed, EndAction.Reconnect),
        };
        return new ConnectionEnd(reason, action) { Exception = exception };
    }
}
