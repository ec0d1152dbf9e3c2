using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// The text form: <c>user[_agent][:device]@server</c>, <c>integrator-user[:device]@interop</c>. Also read: the agent behind a
/// dot, as whatsmeow writes it, and "s.whatsapp.net" alone, which is how it writes the server.
/// </summary>
public sealed partial class Jid
{
    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">There is no @ in it, or nothing behind.</exception>
    public static Jid Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var jid)
            ? jid
            : throw new FormatException($"'{text}' is not a jid; one looks like 15550000001@s.whatsapp.net.");
    }

    /// <summary>Reads the text form, if it is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Jid? jid)
    {
        jid = null;
        if (text is null)
            return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0 && at < text.Length - 1)
            jid = Of(text[..at], text[(at + 1)..]);
        else if (text == JidServer.User)
            jid = WhatsApp;
        return jid is not null;
    }

    /// <summary>The text form.</summary>
    public override string ToString() => Kind switch
    {
        JidKind.Interop => string.Create(CultureInfo.InvariantCulture, $"{_integrator}-{User}{DeviceText}@{Server}"),
        _ when _agent != 0 => string.Create(CultureInfo.InvariantCulture, $"{User}_{_agent}{DeviceText}@{Server}"),
        _ => $"{User}{DeviceText}@{Server}",
    };

    /// <summary>The text that participant hashes are made of, with agent and device always there: <c>1.0:0@s.whatsapp.net</c>.</summary>
    public string ToDeviceString() => string.Create(CultureInfo.InvariantCulture, $"{User}.{_agent}:{_device}@{Server}");

    /// <summary>The jid of a text cut at its first @.</summary>
    internal static Jid Of(string userPart, string server)
    {
        var kind = KindOf(userPart, server);
        return kind switch
        {
            JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid => OfAccount(kind, userPart, server),
            JidKind.Messenger => OfMessenger(userPart, server),
            JidKind.Interop => OfInterop(userPart, server),
            _ => new Jid(kind, userPart, server),
        };
    }

    private string DeviceText => _device == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{_device}");

    private static Jid OfAccount(JidKind kind, string userPart, string server)
    {
        if (IsPlain(userPart, kind))
            return new Jid(kind, userPart, server);
        if (!CutDevice(userPart, out var user, out var device) || device > byte.MaxValue)
            return new Jid(JidKind.Other, userPart, server);
        var agent = 0;
        var separator = user.IndexOfAny('_', '.');
        if (separator >= 0)
        {
            if (!TryNumber(user[(separator + 1)..], byte.MaxValue, out agent) || !IsAgent(agent, kind))
                return new Jid(JidKind.Other, userPart, server);
            user = user[..separator];
        }

        return IsPlain(user, kind)
            ? new Jid(kind, user.ToString(), server, device, agent)
            : new Jid(JidKind.Other, userPart, server);
    }

    private static Jid OfMessenger(string userPart, string server) =>
        CutDevice(userPart, out var user, out var device) && IsPlain(user, JidKind.Messenger)
            ? new Jid(JidKind.Messenger, user.ToString(), server, device)
            : new Jid(JidKind.Other, userPart, server);

    private static Jid OfInterop(string userPart, string server)
    {
        var dash = userPart.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && TryNumber(userPart.AsSpan(0, dash), ushort.MaxValue, out var integrator) &&
            CutDevice(userPart.AsSpan(dash + 1), out var user, out var device) && IsPlain(user, JidKind.Interop)
            ? new Jid(JidKind.Interop, user.ToString(), server, device, integrator: integrator)
            : new Jid(JidKind.Other, userPart, server);
    }

    private static bool CutDevice(ReadOnlySpan<char> userPart, out ReadOnlySpan<char> user, out int device)
    {
        device = 0;
        var colon = userPart.IndexOf(':');
        user = colon < 0 ? userPart : userPart[..colon];
        return colon < 0 || TryNumber(userPart[(colon + 1)..], ushort.MaxValue, out device);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, int highest, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= highest;
}
