using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Client;

/// <summary>What the server's two ways of saying no mean: <c>failure</c> instead of a login, <c>stream:error</c> at any time.</summary>
internal static class StreamErrors
{
    internal static ConnectionEnd OfFailure(Node failure)
    {
        int? code = Number(failure["reason"]);
        var (reason, action) = code switch
        {
            401 => (EndReason.DeviceRemoved, EndAction.LogOut),
            402 => (EndReason.TemporarilyBanned, EndAction.Stop),
            403 => (EndReason.AccountLocked, EndAction.LogOut),
            405 => (EndReason.ClientOutdated, EndAction.Stop),
            406 => (EndReason.Banned, EndAction.LogOut),
            500 or 501 => (EndReason.ServerError, EndAction.Reconnect),
            503 => (EndReason.ServiceUnavailable, EndAction.Reconnect),
            // 400 malformed, 409 bad user agent, 413 and 414 Messenger's tokens, 415 not found, 418 client unknown; and what comes up next.
            _ => (EndReason.Refused, EndAction.Stop),
        };
        return new ConnectionEnd(reason, action)
        {
            Code = code,
            Detail = failure["message"] ?? failure["logout_message_header"],
            BannedFor = code == 402 && Number(failure["expire"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    internal static ConnectionEnd OfStreamError(Node error)
    {
        int? code = Number(error["code"]);
        var (reason, action) = (code, Conflict: error.Child("conflict")?["type"]) switch
        {
            (_, "device_removed") or (516, _) => (EndReason.DeviceRemoved, EndAction.LogOut),
            (_, not null) or (409, _) => (EndReason.Replaced, EndAction.Stop),
            // Deleting keys can't be undone: if the device is really gone, the next login says so.
            (401, _) => (EndReason.NotAuthorized, EndAction.Reconnect),
            (429, _) => (EndReason.RateLimited, EndAction.ReconnectLater),
            (500 or 501, _) => (EndReason.ServerError, EndAction.Reconnect),
            (503, _) => (EndReason.ServiceUnavailable, EndAction.Reconnect),
            (515, _) => (EndReason.RestartRequired, EndAction.ReconnectNow),
            _ => (EndReason.UnknownStreamError, EndAction.Reconnect), // xml-not-well-formed, ack, shutdown among them
        };
        return new ConnectionEnd(reason, action)
        {
            Code = code,
            Detail = error.Children is [var first, ..] ? first.Tag : null,
        };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
