using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Storage;

/// <summary>Under what name Signal's records of a device are kept.</summary>
/// <param name="Name">The user; with a suffix where it isn't a phone number, so that the two kinds of numbers never meet.</param>
/// <param name="Device">The device's number; 0 is the phone.</param>
public readonly record struct SignalAddress(string Name, int Device)
{
    /// <summary>The address of a device's jid.</summary>
    /// <exception cref="ArgumentException">It isn't an account's.</exception>
    public static SignalAddress Of(Jid jid)
    {
        ArgumentNullException.ThrowIfNull(jid);
        return jid.Kind switch
        {
            JidKind.User => new(jid.User, jid.Device),
            JidKind.Lid or JidKind.Hosted or JidKind.HostedLid => new($"{jid.User}_{jid.Domain}", jid.Device),
            _ => throw new ArgumentException($"'{jid}' names no device that speaks Signal.", nameof(jid)),
        };
    }

    /// <summary>The device's jid.</summary>
    internal Jid ToJid()
    {
        int suffix = Name.LastIndexOf('_');
        return suffix < 0
            ? new Jid(Name, JidServer.User, Device)
            : new Jid(Name[..suffix], Jid.OfDomain(byte.Parse(Name.AsSpan(suffix + 1), CultureInfo.InvariantCulture)).Server, Device);
    }

    /// <summary>As Signal's libraries write it: <c>name.device</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}.{Device}");
}
