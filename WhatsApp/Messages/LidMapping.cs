using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>That two addresses are the same account.</summary>
/// <param name="PhoneNumber">By phone number.</param>
/// <param name="Lid">By hidden id.</param>
public sealed record LidMapping(Jid PhoneNumber, Jid Lid)
{
    /// <summary>What the phone sends when it begins to address by hidden id.</summary>
    /// <exception cref="MalformedMessageException">It isn't that.</exception>
    internal static (IReadOnlyList<LidMapping> Mappings, DateTimeOffset? Time) ReadMigration(LIDMigrationMappingSyncMessage message)
    {
        var payload = MessageCodec.Read(LIDMigrationMappingSyncPayload.Parser, message.EncodedMappingPayload.Memory);
        var mappings = payload.PnToLidMappings
            .Where(mapping => mapping is { Pn: > 0, AssignedLid: > 0 })
            .Select(mapping => new LidMapping(
                new(Digits(mapping.Pn), JidServer.User),
                new(Digits(mapping.LatestLid > 0 ? mapping.LatestLid : mapping.AssignedLid), JidServer.Lid)));
        return ([.. mappings], UnixTimes.FromSeconds(payload.ChatDbMigrationTimestamp));
    }

    /// <summary>Null unless each is what it should be.</summary>
    internal static LidMapping? Of(string phoneNumber, string lid) =>
        Jid.TryParse(phoneNumber, out var pn) && Jid.TryParse(lid, out var hidden)
        && pn.ToAccount() is { Kind: JidKind.User } user && hidden.Kind == JidKind.Lid
            ? new(user, hidden.ToAccount())
            : null;

    private static string Digits(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
